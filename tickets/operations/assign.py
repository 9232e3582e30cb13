"""Assign: you take it."""

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, Team
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.holder import refuse_archived_team, refuse_unfit, set_holder
from tickets.operations.lock import lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.statuses import refuse_closed


@operation
def assign_ticket(
    ticket: Ticket, *, by: Actor, assignee: Agent | None = None, team: Team | None = None, comment: str = ""
) -> None:
    """Give the ticket to an agent, to a team, or to both; it may be taken from whoever had it.

    Given to an agent alone it stays with its team; given to a team alone, whoever had it keeps it only as
    a member. Being away is no bar. Assigning again changes nothing. Raises PermissionDenied without
    `ticket.assign`, OperationRefused for inactive agents, archived teams, agents of other departments
    where the department gives its tickets to members alone, and once it is closed.
    """
    lock_ticket(ticket)

    require(by, "ticket.assign", ticket)
    if assignee is None and team is None:
        raise OperationRefused(_("Choose an agent or a team."))
    if assignee is None:
        assignee = _kept_by(team, ticket.assignee)
    team = team or ticket.team
    if (ticket.assignee, ticket.team) == (assignee, team):
        return
    refuse_closed(ticket)
    if assignee is not None and assignee != ticket.assignee:
        refuse_unfit(assignee, ticket.department)
    if team is not None and team != ticket.team:
        refuse_archived_team(team)

    names = set_holder(ticket, team=team, assignee=assignee, origin=origin_of(by))

    record_event(ticket, Event.Kind.ASSIGNED, by=by, comment=comment, because=None, **names)


def _kept_by(team: Team | None, assignee: Agent | None) -> Agent | None:
    """Whoever has the ticket keeps it as a member of the team that it goes to."""
    if team is None or assignee is None or team.pk not in assignee.team_ids:
        return None
    return assignee
