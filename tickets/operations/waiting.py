"""How waiting ends, whoever or whatever ends it."""

from datetime import datetime

from sla.moment import now
from sla.operations import Changes, resume_clock, settle_clock
from tickets.actor import SYSTEM
from tickets.history import record_event
from tickets.models import Event, Ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status
from tickets.vocabulary import State


def end_waiting(ticket: Ticket, *, at: datetime) -> Changes:
    """Back in the default open status, without a reminder; the clock runs on as of that moment."""
    ticket.status, ticket.state = choose_status(State.OPEN), State.OPEN
    ticket.pending_until = None
    ticket.save(update_fields=["status", "state", "pending_until"])
    return resume_clock(ticket.clock, at=at)


def take_up_if_reminded(ticket: Ticket) -> bool:
    """Take a locked ticket up again as of its reminder, if that has passed; whether there was one."""
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
