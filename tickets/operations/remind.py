"""Remind: the moment until which a ticket was to wait has come (SLA.md, Scenarios)."""

from tickets.history import operation
from tickets.models import Ticket
from tickets.operations.lock import lock_as_it_is
from tickets.operations.waiting import take_up_if_reminded


@operation
def remind_ticket(ticket: Ticket) -> bool:
    """Take the ticket up again as of its reminder, however late this runs; whether there was one.

    `Ticket.objects.reminders_due()` finds what to call it on. Waiting that ended or was prolonged since
    is left alone, so any number of workers may call it at once.
    """
    lock_as_it_is(ticket)

    return take_up_if_reminded(ticket)
