"""Release: nobody has it."""

from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.holder import set_holder
from tickets.operations.lock import lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.statuses import refuse_closed


@operation
def release_ticket(ticket: Ticket, *, by: Actor, from_team: bool = False, comment: str = "") -> None:
    """Take the ticket from its assignee and leave it to its team, or take it from the team as well.

    Releasing again changes nothing. Raises PermissionDenied without `ticket.release`, OperationRefused
    once it is closed.
    """
    lock_ticket(ticket)

    require(by, "ticket.release", ticket)
    team = None if from_team else ticket.team
    if (ticket.assignee, ticket.team) == (None, team):
        return
    refuse_closed(ticket)

    names = set_holder(ticket, team=team, assignee=None, origin=origin_of(by))

    record_event(ticket, Event.Kind.RELEASED, by=by, comment=comment, because=None, **names)
