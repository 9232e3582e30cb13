"""Ask for a link to a ticket."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import AddressField, NumberField


class CheckStatusForm(forms.Form):
    """An address and a number; neither is proven, and nothing here says whether they belong together."""

    email = AddressField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Type the address you wrote from.")},
    )
    number = NumberField(
        label=_("Ticket number"),
        error_messages={"required": _("Type the number, such as 104519. It stands in our mail.")},
    )
