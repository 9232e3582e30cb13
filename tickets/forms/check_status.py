"""Ask for a link to a ticket."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import AddressField, LineField


class CheckStatusForm(forms.Form):
    """An address and a number; neither is proven, and nothing here says whether they belong together."""

    email = AddressField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Type the address you wrote from.")},
    )
    number = LineField(
        label=_("Ticket number"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}),
        error_messages={"required": _("Type the number, such as 104519. It stands in our mail.")},
    )

    def clean_number(self) -> str:
        """The number as rows have it, however it was copied: "#104 519" is 104519."""
        return self.cleaned_data["number"].replace("#", "").replace(" ", "").upper()
