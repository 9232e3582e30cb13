"""Who holds a ticket: its team and its assignee, and who may."""

from typing import Any

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, Department, Team
from tickets.models import Ticket
from tickets.operations.origins import remember_origin
from tickets.vocabulary import Origin


def set_holder(
    ticket: Ticket, *, team: Team | None, assignee: Agent | None, origin: Origin
) -> dict[str, Any]:
    """Hand the ticket to a team, an agent, both or nobody.

    Returns the names before and after, as events tell them.
    """
    names = {
        "team": _name(team),
        "team_before": _name(ticket.team),
        "assignee": _name(assignee),
        "assignee_before": _name(ticket.assignee),
    }
    if ticket.team != team:
        remember_origin(ticket, "team", team, origin)
    if ticket.assignee != assignee:
        remember_origin(ticket, "assignee", assignee, origin)
    ticket.team, ticket.assignee = team, assignee
    ticket.save(update_fields=["team", "assignee", "origins"])
    return names


def may_hold(agent: Agent, department: Department) -> bool:
    """Whether this agent can be given tickets of this department at all; being away is no bar."""
    if department.assigns_members_only and department.pk not in agent.department_ids:
        return False
    return agent.is_active


def refuse_unfit(agent: Agent, department: Department) -> None:
    """Raise OperationRefused for an agent who cannot be given tickets of this department."""
    if not agent.is_active:
        raise OperationRefused(_("%s is no longer an active agent.") % agent)
    if not may_hold(agent, department):
        raise OperationRefused(
            _("%(department)s gives its tickets to its members alone, and %(agent)s is none of them.")
            % {"department": department, "agent": agent}
        )


def refuse_archived_team(team: Team) -> None:
    """Raise OperationRefused for a team that is given no work any more."""
    if team.archived_at is not None:
        raise OperationRefused(_("%s is archived and takes no tickets.") % team)


def _name(holder: Team | Agent | None) -> str | None:
    return str(holder) if holder is not None else None
