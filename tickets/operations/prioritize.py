"""Prioritize: how urgent it is."""

from sla.priority import Priority
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation
from tickets.models import Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.urgency import set_priority


@operation
def prioritize_ticket(ticket: Ticket, priority: Priority, *, by: Actor, comment: str = "") -> None:
    """Change the priority; what the plan promises at the new one counts from the same start.

    Raises PermissionDenied without `ticket.prioritize`, OperationRefused once it is closed.
    """
    lock_ticket(ticket)

    require(by, "ticket.prioritize", ticket)
    set_priority(ticket, priority, by=by, comment=comment)
