"""Prioritize: how urgent it is."""

from sla.moment import now
from sla.operations import change_priority
from sla.priority import Priority
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.origins import origin_of, remember_origin
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import refuse_closed


@operation
def prioritize_ticket(ticket: Ticket, priority: Priority, *, by: Actor, comment: str = "") -> None:
    """Change the priority; what the plan promises at the new one counts from the same start.

    Raises PermissionDenied without `ticket.prioritize`, OperationRefused once it is closed.
    """
    lock_ticket(ticket)

    require(by, "ticket.prioritize", ticket)
    if ticket.priority == priority:
        return
    refuse_closed(ticket)

    before = ticket.priority
    ticket.priority = priority
    remember_origin(ticket, "priority", priority, origin_of(by))
    ticket.save(update_fields=["priority", "origins"])
    changes = change_priority(ticket.clock, priority, at=now())

    record_event(
        ticket,
        Event.Kind.PRIORITIZED,
        by=by,
        comment=comment,
        before=int(before),
        after=int(priority),
        because=None,
    )
    tell_changes(ticket, changes)
