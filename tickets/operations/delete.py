"""Delete: into the trash, from which a ticket can be restored."""

from sla.models import Stop
from sla.moment import now
from sla.operations import stop_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_set_aside
from tickets.vocabulary import State


@operation
def delete_ticket(ticket: Ticket, *, by: Actor, comment: str = "") -> None:
    """Move the ticket to the trash: requesters no longer see it, its clock stands still, and reminders too.

    What was merged into it goes with it. Deleting again changes nothing. Raises PermissionDenied without
    `ticket.delete`, OperationRefused for what is merged itself.
    """
    lock_ticket(ticket)

    require(by, "ticket.delete", ticket)
    if ticket.state == State.TRASHED:
        return
    refuse_set_aside(ticket)

    before = ticket.status
    ticket.status, ticket.state = choose_status(State.TRASHED), State.TRASHED
    ticket.trashed_at, ticket.trashed_from = now(), before
    ticket.save(update_fields=["status", "state", "trashed_at", "trashed_from"])
    changes = stop_clock(ticket.clock, cause=Stop.Cause.TRASHED, at=ticket.trashed_at)

    record_event(
        ticket,
        Event.Kind.TRASHED,
        by=by,
        comment=comment,
        before=before.name,
        after=ticket.status.name,
    )
    tell_changes(ticket, changes)
