"""Reopen a ticket: there is more to do after all."""

from datetime import timedelta

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from sla.moment import now
from sla.operations import reopen_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Desk, Event, Requester, Ticket
from tickets.operations.holder import may_hold, set_holder
from tickets.operations.lock import lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.promise import tell_changes
from tickets.operations.response import asks_for_response
from tickets.operations.statuses import choose_status, refuse_set_aside
from tickets.vocabulary import DONE, State


@operation
def reopen_ticket(ticket: Ticket, *, by: Actor, comment: str = "", by_message: bool = False) -> None:
    """Back in the default open status; what was promised runs on from where it stopped.

    The last assignee keeps it if present, else the team has it. A message that reopens asks for the next
    response. Harmless when it is open already. Raises PermissionDenied without `ticket.reopen`,
    OperationRefused for what is in the trash, and for a requester after the reopen window.
    """
    lock_ticket(ticket)

    require(by, "ticket.reopen", ticket)
    refuse_set_aside(ticket)
    if ticket.state not in DONE:
        return
    if isinstance(by, Requester) and not reopens_by_message(ticket):
        raise OperationRefused(_("This was closed too long ago. Write to us and we open a new ticket."))

    before, assignee = ticket.status, ticket.assignee
    if assignee is not None:
        assignee.refresh_from_db()  # who was there when the page was loaded may have left since
    ticket.status, ticket.state = choose_status(State.OPEN), State.OPEN
    ticket.reopened_at = now()
    ticket.resolved_at = ticket.closed_at = None
    ticket.save(update_fields=["status", "state", "reopened_at", "resolved_at", "closed_at"])
    is_away = assignee is not None and not (assignee.is_present and may_hold(assignee, ticket.department))
    if is_away:
        set_holder(ticket, team=ticket.team, assignee=None, origin=origin_of(by))
    asks = by_message and (not isinstance(by, Requester) or asks_for_response(ticket, by))
    changes = reopen_clock(ticket.clock, by_message=asks, at=ticket.reopened_at)

    record_event(
        ticket,
        Event.Kind.REOPENED,
        by=by,
        comment=comment,
        before=before.name,
        after=ticket.status.name,
        by_message=by_message,
        assignee_before=str(assignee) if is_away else None,
    )
    tell_changes(ticket, changes)


def reopens_by_message(ticket: Ticket) -> bool:
    """Whether a message brings the ticket back: resolved always, closed within its window (wall time)."""
    if ticket.state == State.RESOLVED:
        return True
    if ticket.state != State.CLOSED or ticket.closed_at is None:
        return False
    days = ticket.topic.reopen_within_days if ticket.topic else None
    if days is None:
        days = Desk.load().reopen_within_days
    return now() <= ticket.closed_at + timedelta(days=days)
