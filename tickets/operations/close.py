"""Close a ticket: it is over."""

from sla.moment import now
from sla.operations import resolve_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Status, Ticket
from tickets.operations.blockers import refuse_blocked
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_set_aside
from tickets.vocabulary import State


@operation
def close_ticket(
    ticket: Ticket, *, by: Actor, status: Status | None = None, comment: str = "", force: bool = False
) -> None:
    """Close for good; a message within the reopen window brings it back. Closing again changes nothing.

    Raises PermissionDenied without `ticket.close` (to force: `ticket.force`), OperationRefused for what
    is in the trash or is blocked by open tickets of its chain.
    """
    lock_ticket(ticket)

    require(by, "ticket.close", ticket)
    status = choose_status(State.CLOSED, status)
    if ticket.status == status:
        return
    refuse_set_aside(ticket)
    forced = refuse_blocked(ticket, by=by, force=force, comment=comment)

    before, moment = ticket.status, now()
    ticket.status, ticket.state = status, State.CLOSED
    ticket.closed_at = ticket.closed_at or moment
    ticket.resolved_at = ticket.resolved_at or moment
    ticket.pending_until = None
    ticket.save(update_fields=["status", "state", "closed_at", "resolved_at", "pending_until"])
    changes = resolve_clock(ticket.clock, at=moment)

    record_event(
        ticket,
        Event.Kind.CLOSED,
        by=by,
        comment=comment,
        before=before.name,
        after=status.name,
        forced=forced,
    )
    tell_changes(ticket, changes)
