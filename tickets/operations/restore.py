"""Restore: out of the trash again."""

from sla.models import Stop
from sla.moment import now
from sla.operations import resume_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.vocabulary import State


@operation
def restore_ticket(ticket: Ticket, *, by: Actor, comment: str = "") -> None:
    """Take the ticket out of the trash, back into the status it came from; its clock counts on.

    Waiting goes on until the moment it was to end; if that has passed, the job of reminders ends it.
    Harmless for what is not in the trash. Raises PermissionDenied without `ticket.delete`.
    """
    lock_ticket(ticket)

    require(by, "ticket.delete", ticket)
    if ticket.trashed_from is None:
        return

    before, after = ticket.status, ticket.trashed_from
    ticket.status, ticket.state = after, State(after.state)
    ticket.trashed_at = ticket.trashed_from = None
    ticket.save(update_fields=["status", "state", "trashed_at", "trashed_from"])
    changes = resume_clock(ticket.clock, cause=Stop.Cause.TRASHED, at=now())

    record_event(ticket, Event.Kind.RESTORED, by=by, comment=comment, before=before.name, after=after.name)
    tell_changes(ticket, changes)
