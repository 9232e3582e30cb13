"""How urgent a ticket is, and what its plan promises at that."""

from sla.moment import now
from sla.operations import change_priority
from sla.priority import Priority
from tickets.actor import Actor
from tickets.history import record_event
from tickets.models import Event, Ticket
from tickets.operations.origins import origin_of, remember_origin
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import refuse_closed


def set_priority(ticket: Ticket, priority: Priority, *, by: Actor, comment: str = "") -> None:
    """Give a locked ticket this priority; what the plan promises at it counts from the same start.

    Harmless when it has it already. Raises OperationRefused once it is closed.
    """
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
