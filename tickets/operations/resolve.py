"""Resolve a ticket: done as far as we see; it may come back by itself."""

from datetime import datetime

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from sla.models import Stop
from sla.moment import now
from sla.operations import Changes, resolve_clock, restore_resolution
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Status, Ticket
from tickets.operations.blockers import refuse_blocked
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_closed
from tickets.vocabulary import EntryKind, State


@operation
def resolve_ticket(
    ticket: Ticket,
    *,
    by: Actor,
    status: Status | None = None,
    comment: str = "",
    force: bool = False,
    nothing_to_do: bool = False,
) -> None:
    """Call it solved; the requester is told and asked. Resolving again changes nothing.

    `nothing_to_do` says that the message which reopened it asked for nothing (“thanks!”): it counts as
    solved since it was solved before. Raises PermissionDenied without `ticket.resolve` (to force:
    `ticket.force`), OperationRefused for what is closed, in the trash, or blocked by open tickets of its
    chain, and for *nothing to do* where something was done.
    """
    lock_ticket(ticket)

    require(by, "ticket.resolve", ticket)
    status = choose_status(State.RESOLVED, status)
    if ticket.status == status:
        return
    refuse_closed(ticket)
    forced = refuse_blocked(ticket, by=by, force=force, comment=comment)
    if nothing_to_do and not came_back_for_nothing(ticket):
        raise OperationRefused(_("Something was done since it came back. Resolve it as usual."))

    before, moment = ticket.status, now()
    changes: Changes = _take_back_reopening(ticket, moment) if nothing_to_do else ()
    ticket.status, ticket.state = status, State.RESOLVED
    ticket.resolved_at = ticket.resolved_at or moment
    ticket.pending_until = None
    ticket.save(update_fields=["status", "state", "resolved_at", "pending_until", "awaiting_since"])
    changes += resolve_clock(ticket.clock, at=moment)

    record_event(
        ticket,
        Event.Kind.RESOLVED,
        by=by,
        comment=comment,
        before=before.name,
        after=status.name,
        forced=forced,
        nothing_to_do=nothing_to_do,
    )
    tell_changes(ticket, changes)


def _take_back_reopening(ticket: Ticket, moment: datetime) -> Changes:
    """Solved since it was solved before; what was written since it came back waits for no answer."""
    changes = restore_resolution(ticket.clock, at=moment)
    ticket.resolved_at = ticket.clock.stops.get(cause=Stop.Cause.RESOLVED, until=None).since
    waits_since, came_back_at = ticket.awaiting_since, ticket.reopened_at
    if waits_since is not None and came_back_at is not None and waits_since >= came_back_at:
        ticket.awaiting_since = None
    return changes


def came_back_for_nothing(ticket: Ticket) -> bool:
    """Whether *nothing to do* can be offered: reopened by a message, and we have not answered since."""
    reopening = ticket.events.filter(kind=Event.Kind.REOPENED).last()
    if reopening is None or not reopening.details["by_message"] or not ticket.is_workable:
        return False
    if ticket.events.filter(kind=Event.Kind.ANSWERED_BY_PHONE, at__gte=reopening.at).exists():
        return False
    return not ticket.entries.filter(kind=EntryKind.RESPONSE, created_at__gte=reopening.at).exists()
