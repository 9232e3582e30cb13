"""Move a ticket to a status, by the verb that its state asks for."""

from datetime import datetime

from tickets.actor import Actor
from tickets.history import operation
from tickets.models import Status, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.reopen import reopen_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.vocabulary import DONE, State


@operation
def change_status(
    ticket: Ticket, status: Status, *, by: Actor, until: datetime | None = None, comment: str = ""
) -> None:
    """Pend, resolve, close or go on, reopening first what is done; raises what those verbs raise."""
    match State(status.state):
        case State.PENDING:
            if ticket.state in DONE:
                reopen_ticket(ticket, by=by)
            pend_ticket(ticket, by=by, status=status, until=until, comment=comment)
        case State.RESOLVED:
            resolve_ticket(ticket, by=by, status=status, comment=comment)
        case State.CLOSED:
            close_ticket(ticket, by=by, status=status, comment=comment)
        case State.OPEN:
            if ticket.state == State.PENDING:
                resume_ticket(ticket, by=by, comment=comment)
            else:
                reopen_ticket(ticket, by=by, comment=comment)
        case State.MERGED | State.TRASHED:
            raise ValueError("what sets a ticket aside is a verb of its own")
