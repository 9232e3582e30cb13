"""How waiting ends, whoever or whatever ends it."""

from datetime import datetime

from sla.operations import Changes, resume_clock
from tickets.models import Ticket
from tickets.operations.statuses import choose_status
from tickets.vocabulary import State


def end_waiting(ticket: Ticket, *, at: datetime) -> Changes:
    """Back in the default open status, without a reminder; the clock runs on as of that moment."""
    ticket.status, ticket.state = choose_status(State.OPEN), State.OPEN
    ticket.pending_until = None
    ticket.save(update_fields=["status", "state", "pending_until"])
    return resume_clock(ticket.clock, at=at)
