"""Claim: I take it."""

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent
from tickets.access import may, require
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.holder import may_hold, refuse_unfit, set_holder
from tickets.operations.lock import lock_ticket
from tickets.operations.statuses import refuse_closed
from tickets.vocabulary import Origin


@operation
def claim_ticket(ticket: Ticket, *, by: Agent, by_replying: bool = False) -> None:
    """Take a ticket that nobody has; of two at once one wins. It stays with its team.

    Raises PermissionDenied without `ticket.assign`, OperationRefused where somebody has it already (assign
    it to yourself to take it over), where the department gives it to members alone, and once it is closed.
    """
    lock_ticket(ticket)

    require(by, "ticket.assign", ticket)
    if ticket.assignee == by:
        return
    refuse_closed(ticket)
    if ticket.assignee is not None:
        raise OperationRefused(_("%s has taken this ticket already.") % ticket.assignee)
    refuse_unfit(by, ticket.department)

    names = set_holder(ticket, team=ticket.team, assignee=by, origin=Origin.AGENT)

    record_event(ticket, Event.Kind.CLAIMED, by=by, by_replying=by_replying, team=names["team"])


def claims_by_replying(ticket: Ticket, agent: Agent) -> bool:
    """Whether replying takes the ticket: nobody has it, nor another team, and the department wants it so."""
    if ticket.assignee_id is not None or not ticket.is_workable or not ticket.department.claims_on_reply:
        return False
    if ticket.team_id is not None and ticket.team_id not in agent.team_ids:
        return False
    return may(agent, "ticket.assign", ticket) and may_hold(agent, ticket.department)
