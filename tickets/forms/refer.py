"""Let others see a ticket, and end that again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.forms.choices import ChoiceField, Groups, Option, departments, every_agent, teams
from tickets.forms.verb import VerbForm
from tickets.models import Ticket, TicketAccess
from tickets.operations.refer import Referee
from tickets.vocabulary import AccessReason


class ReferForm(VerbForm):
    """An agent, a team or a department; whoever is chosen sees the ticket."""

    one_of_several = ("agent", "team", "department")
    agent = ChoiceField(every_agent, label=_("Agent"), required=False)
    team = ChoiceField(teams, label=_("Team"), required=False)
    department = ChoiceField(departments, label=_("Department"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["to"] = [given[name] for name in ("agent", "team", "department") if given.get(name)]
        if not self.errors and not given["to"]:
            raise forms.ValidationError(_("Choose an agent, a team or a department."))
        return given


def referees(ticket: Ticket, _agent: Agent) -> Groups:
    """To whom the ticket is referred now."""
    accesses = TicketAccess.objects.filter(ticket=ticket, reason=AccessReason.REFERRAL)
    for access in accesses.select_related("agent__user", "team", "department"):
        to: Referee | None = access.agent or access.team or access.department
        if to is not None:
            yield "", [Option(f"{to._meta.model_name}-{to.pk}", str(to), to)]


class UnreferForm(VerbForm):
    to = ChoiceField(referees, label=_("Referred to"))
