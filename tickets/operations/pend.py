"""Set a ticket waiting for somebody, and back to work."""

from datetime import datetime

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from sla.moment import now
from sla.operations import pend_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Status, Ticket
from tickets.operations.lock import lock_as_it_is, lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_done
from tickets.operations.waiting import end_waiting
from tickets.vocabulary import State


@operation
def pend_ticket(
    ticket: Ticket,
    *,
    by: Actor,
    status: Status | None = None,
    until: datetime | None = None,
    comment: str = "",
) -> None:
    """Wait for somebody, at the longest until a moment (wall time, in the future) at which it comes back.

    A status that stops the clock stops the targets its plan names. Waiting in the same way until the same
    moment changes nothing. Raises PermissionDenied without `ticket.pend`, OperationRefused for what is
    resolved, closed or in the trash, and for a moment that has passed.
    """
    lock_ticket(ticket)

    require(by, "ticket.pend", ticket)
    status = choose_status(State.PENDING, status)
    if (ticket.status, ticket.pending_until) == (status, until):
        return
    refuse_done(ticket)
    moment = now()
    if until is not None and until <= moment:
        raise OperationRefused(_("The reminder must lie in the future."))

    before = ticket.status
    ticket.status, ticket.state = status, State.PENDING
    ticket.pending_until = until
    ticket.save(update_fields=["status", "state", "pending_until"])
    changes = pend_clock(ticket.clock, stops=status.stops_clock, at=moment)

    record_event(
        ticket,
        Event.Kind.PENDED,
        by=by,
        comment=comment,
        before=before.name,
        after=status.name,
        until=until.isoformat() if until else None,
    )
    tell_changes(ticket, changes)


@operation
def resume_ticket(ticket: Ticket, *, by: Actor, comment: str = "") -> None:
    """End the waiting: back in the default open status, clocks run on. Harmless when nothing waits.

    Where a reminder that passed does it first, what was said is kept all the same. Raises PermissionDenied
    without `ticket.pend`; a requester's message resumes by the system.
    """
    lock_as_it_is(ticket)
    before, waited = ticket.status, ticket.state == State.PENDING
    lock_ticket(ticket)

    require(by, "ticket.pend", ticket)
    is_reminded = waited and ticket.state != State.PENDING
    if not waited or (is_reminded and not comment):
        return

    changes = () if is_reminded else end_waiting(ticket, at=now())

    record_event(
        ticket, Event.Kind.RESUMED, by=by, comment=comment, before=before.name, after=ticket.status.name
    )
    tell_changes(ticket, changes)
