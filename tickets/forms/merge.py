"""Merge a ticket into another one."""

from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import NumberField
from tickets.forms.verb import VerbForm
from tickets.models import Ticket


class MergeForm(VerbForm):
    """The number of the ticket in which this one goes on."""

    into = NumberField(
        label=_("Into ticket"),
        error_messages={"required": _("Give the number of the ticket in which this one goes on.")},
    )

    def clean_into(self) -> Ticket:
        return self.other_ticket(self.cleaned_data["into"])
