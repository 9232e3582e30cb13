"""Hand a ticket to the next tier, and give it back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.forms.choices import ChoiceField, Groups, Option
from tickets.forms.fields import SubmissionField
from tickets.forms.verb import CommentField, VerbForm
from tickets.models import Ticket
from tickets.operations.tiers import higher_tiers


class HandOverForm(VerbForm):
    """What is handed over goes with a note, and once however often the form is sent."""

    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())


def tiers(ticket: Ticket, _agent: Agent) -> Groups:
    return [("", [Option(str(team.pk), team.name, team) for team in higher_tiers(ticket)])]


class EscalateForm(HandOverForm):
    """To which team, and the hand-over note."""

    team = ChoiceField(tiers, label=_("To"))
    comment = CommentField(
        label=_("Hand-over note"),
        help_text=_("What was tried, and what you ask for. Requesters never see it."),
        required=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a hand-over note: what was tried, and what you ask for.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team: Any = self.fields["team"]
        team.begin_with(next(iter(higher_tiers(self.ticket)), None))


class GiveBackForm(HandOverForm):
    comment = CommentField(
        label=_("Note"),
        help_text=_("What was found, and what is left to do. Requesters never see it."),
        required=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a note: what was found, and what is left to do.")},
    )
