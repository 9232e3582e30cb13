"""Remind: the moment until which a ticket was to wait has come (SLA.md, Scenarios)."""

from sla.moment import now
from sla.operations import settle_clock
from tickets.actor import SYSTEM
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.waiting import end_waiting
from tickets.vocabulary import State


@operation
def remind_ticket(ticket: Ticket) -> bool:
    """Take the ticket up again as of its reminder, however late this runs; whether there was one.

    `Ticket.objects.reminders_due()` finds what to call it on. Waiting that ended or was prolonged since
    is left alone, so any number of workers may call it at once.
    """
    lock_ticket(ticket)

    until, moment = ticket.pending_until, now()
    if ticket.state != State.PENDING or until is None or until > moment:
        return False

    before = ticket.status
    changes = end_waiting(ticket, at=until) + settle_clock(ticket.clock, at=moment)

    record_event(
        ticket,
        Event.Kind.REMINDED,
        by=SYSTEM,
        before=before.name,
        after=ticket.status.name,
        until=until.isoformat(),
    )
    tell_changes(ticket, changes)
    return True
