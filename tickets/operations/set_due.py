"""Set due: an agent names the moment by hand."""

from datetime import datetime

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from sla.models import Target
from sla.moment import now
from sla.operations import set_due as set_clock_due
from sla.target_kind import TargetKind
from tickets.access import require
from tickets.actor import SYSTEM, Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import refuse_done


@operation
def set_due(ticket: Ticket, due_at: datetime | None, *, by: Actor, comment: str = "") -> None:
    """Let this moment (wall time, in the future) stand in for the resolution's due; None removes it.

    Works without a plan and is not moved by stops. Removed, it uncovers a breach of the plan's.
    Raises PermissionDenied without `ticket.set_due`, OperationRefused for a moment that has passed, and where
    nothing is left to be done.
    """
    lock_ticket(ticket)

    require(by, "ticket.set_due", ticket)
    before = ticket.clock.manual_due_at
    if before == due_at:
        return
    refuse_done(ticket)
    moment = now()
    if due_at is not None and due_at <= moment:
        raise OperationRefused(_("The due date must lie in the future."))

    changes = set_clock_due(ticket.clock, due_at, at=moment)

    record_event(
        ticket,
        Event.Kind.DUE_SET if due_at else Event.Kind.DUE_REMOVED,
        by=by,
        comment=comment,
        before=before.isoformat() if before else None,
        after=due_at.isoformat() if due_at else None,
    )
    tell_changes(ticket, changes)
    if due_at is None:
        _tell_of_breach_behind_it(ticket)


def _tell_of_breach_behind_it(ticket: Ticket) -> None:
    """The plan's promise holds again: that it was broken was only recorded, and is told now, once."""
    broken = ticket.clock.targets.unfinished().breached().filter(kind=TargetKind.RESOLUTION)
    told = ticket.events.filter(kind=Event.Kind.TARGET_BREACHED, details__target=TargetKind.RESOLUTION)
    last = told.order_by("pk").last()
    if last is None or last.details["alerts"]:
        return
    if broken.exclude(breach_cause=Target.BreachCause.CONFIGURATION).exists():
        details = last.details | {"alerts": True, "is_again": True}
        record_event(ticket, Event.Kind.TARGET_BREACHED, by=SYSTEM, **details)
