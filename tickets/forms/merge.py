"""Merge a ticket into another one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.access import visible_to
from tickets.forms.fields import LineField
from tickets.forms.verb import VerbForm
from tickets.models import Ticket


class MergeForm(VerbForm):
    """The number of the ticket in which this one goes on; one that the agent doesn't see isn't there."""

    into = LineField(
        label=_("Into ticket"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Give the number of the ticket in which this one goes on.")},
    )

    def clean_into(self) -> Ticket:
        number = self.cleaned_data["into"].replace("#", "").replace(" ", "").upper()
        into = visible_to(self.by).filter(number=number).first()
        if into is None:
            raise forms.ValidationError(_("You see no ticket with this number."), code="unknown")
        return into
