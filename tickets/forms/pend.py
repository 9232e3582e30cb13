"""Wait for somebody."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, statuses_of
from tickets.forms.moments import MomentField
from tickets.forms.verb import VerbForm
from tickets.vocabulary import State


class PendForm(VerbForm):
    """What is waited for, and until when at the longest."""

    status = ChoiceField(statuses_of(State.PENDING), label=_("Status"))
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("At the latest then it is open again. A message of the requester ends the waiting."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status: Any = self.fields["status"]
        status.begin_with(next((option.value for option in status.options if option.value.is_default), None))

    def clean_until(self) -> datetime | None:
        """Waiting in another way leaves the reminder as it is, unless the field says otherwise."""
        if self.is_left_out("until"):
            return self.ticket.pending_until
        until: datetime | None = self.cleaned_data["until"]
        return until
