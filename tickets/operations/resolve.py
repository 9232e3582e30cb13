"""Resolve a ticket: done as far as we see; it may come back by itself."""

from sla.moment import now
from sla.operations import resolve_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Status, Ticket
from tickets.operations.blockers import refuse_blocked
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_closed
from tickets.vocabulary import State


@operation
def resolve_ticket(
    ticket: Ticket, *, by: Actor, status: Status | None = None, comment: str = "", force: bool = False
) -> None:
    """Call it solved; the requester is told and asked. Resolving again changes nothing.

    Raises PermissionDenied without `ticket.resolve` (to force: `ticket.force`), OperationRefused for what
    is closed, in the trash, or blocked by open tickets of its chain.
    """
    lock_ticket(ticket)

    require(by, "ticket.resolve", ticket)
    status = choose_status(State.RESOLVED, status)
    if ticket.status == status:
        return
    refuse_closed(ticket)
    refuse_blocked(ticket, by=by, force=force, comment=comment)

    before = ticket.status
    ticket.status, ticket.state = status, State.RESOLVED
    ticket.resolved_at = now()
    ticket.pending_until = None
    ticket.save(update_fields=["status", "state", "resolved_at", "pending_until"])
    changes = resolve_clock(ticket.clock, at=ticket.resolved_at)

    record_event(ticket, Event.Kind.RESOLVED, by=by, comment=comment, before=before.name, after=status.name)
    tell_changes(ticket, changes)
