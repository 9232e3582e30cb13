"""Who holds a ticket: its team and its assignee, who may, and the access that follows."""

from typing import Any

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, Department, Team
from sla.moment import now
from tickets.models import Ticket, TicketAccess
from tickets.operations.origins import remember_origin
from tickets.vocabulary import AccessReason, Origin


def set_holder(
    ticket: Ticket, *, team: Team | None, assignee: Agent | None, origin: Origin
) -> dict[str, Any]:
    """Hand the ticket to a team, an agent, both or nobody; the team's access moves along.

    Returns the names before and after, as events tell them.
    """
    names = {
        "team": _name(team),
        "team_before": _name(ticket.team),
        "assignee": _name(assignee),
        "assignee_before": _name(ticket.assignee),
    }
    is_other_team = ticket.team != team
    if is_other_team:
        remember_origin(ticket, "team", team, origin)
    if ticket.assignee != assignee:
        remember_origin(ticket, "assignee", assignee, origin)
    ticket.team, ticket.assignee = team, assignee
    ticket.save(update_fields=["team", "assignee", "origins"])
    if is_other_team:
        move_team_access(ticket)
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


def move_team_access(ticket: Ticket) -> None:
    """Let the ticket's team see it, and no team that had it before."""
    TicketAccess.objects.filter(ticket=ticket, reason=AccessReason.TEAM).delete()
    give_team_access(ticket)


def give_team_access(ticket: Ticket) -> None:
    """Let the team see the ticket, if it has one; no other team may see it by that reason yet."""
    if ticket.team is not None:
        TicketAccess.objects.create(
            ticket=ticket, team=ticket.team, reason=AccessReason.TEAM, created_at=now()
        )


def _name(holder: Team | Agent | None) -> str | None:
    return str(holder) if holder is not None else None
