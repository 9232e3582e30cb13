"""Set a ticket waiting for somebody, and back to work."""

from datetime import datetime

from django.utils.translation import gettext as _

from sla.moment import now
from sla.operations import pend_clock, resume_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.errors import OperationRefused
from tickets.history import operation, record_event
from tickets.models import Event, Status, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_closed
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
    """Wait for somebody, at the longest until a moment (UTC, in the future) at which it comes back.

    A status that stops the clock stops the targets its plan names. Raises PermissionDenied without
    `ticket.pend`, OperationRefused for what is closed or in the trash, or for a moment that has passed.
    """
    lock_ticket(ticket)

    require(by, "ticket.pend", ticket)
    status = choose_status(State.PENDING, status)
    if ticket.status == status and ticket.pending_until == until:
        return
    refuse_closed(ticket)
    moment = now()
    if until is not None and until <= moment:
        raise OperationRefused(_("The reminder must lie in the future."))

    before = ticket.status
    ticket.status, ticket.state = status, State.PENDING
    ticket.pending_until = until
    ticket.resolved_at = None
    ticket.save(update_fields=["status", "state", "pending_until", "resolved_at"])
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

    Raises PermissionDenied without `ticket.pend`; a requester's message resumes by the system.
    """
    lock_ticket(ticket)

    require(by, "ticket.pend", ticket)
    if ticket.state != State.PENDING:
        return

    before = ticket.status
    ticket.status, ticket.state = choose_status(State.OPEN, None), State.OPEN
    ticket.pending_until = None
    ticket.save(update_fields=["status", "state", "pending_until"])
    changes = resume_clock(ticket.clock, at=now())

    record_event(
        ticket, Event.Kind.RESUMED, by=by, comment=comment, before=before.name, after=ticket.status.name
    )
    tell_changes(ticket, changes)
