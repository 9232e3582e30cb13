"""Wait for somebody."""

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
        options = getattr(self.fields["status"], "options", [])
        default = next((option.value for option in options if option.value.is_default), None)
        self.initial.setdefault("status", default)
