"""Close what was resolved and left alone: nobody said that it isn't (SLA.md, The clock of a ticket)."""

from tickets.actor import SYSTEM
from tickets.history import operation
from tickets.models import Ticket
from tickets.operations.close import close_ticket
from tickets.operations.lock import lock_ticket


@operation
def close_left_alone(ticket: Ticket) -> bool:
    """Close a resolved ticket that has been quiet for the days of its topic; whether it was.

    `Ticket.objects.left_alone()` finds what to call it on. What was written to or reopened since is left as
    it is. Raises OperationRefused where an open ticket of its chain blocks it.
    """
    lock_ticket(ticket)

    if not Ticket.objects.left_alone().filter(pk=ticket.pk).exists():
        return False

    close_ticket(ticket, by=SYSTEM)
    return True
