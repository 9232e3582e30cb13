"""Quiet hours: what can wait is mailed to an agent when the working day begins (SLA.md, Watching).

The bell rings at once, and whatever is an emergency is mailed at once as well.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from agents.models import Agent
from sla.models import Target
from sla.priority import Priority
from tickets.models import Delivery, Event, Requester, Ticket

Kind = Event.Kind


def quiet_until(person: Agent | Requester, ticket: Ticket, moment: datetime) -> datetime | None:
    """Until when no mail about this ticket goes to this person; none: it goes at once.

    The hours of the agent's primary department decide. Where there are none, or they never open, nothing
    is held back.
    """
    if isinstance(person, Requester) or ticket.priority >= Priority.EMERGENCY or person.hours is None:
        return None
    opens_at = person.hours.open_hours(since=moment).opens_after(moment)
    return opens_at if opens_at is not None and opens_at > moment else None


def is_over(delivery: Delivery) -> bool:
    """Whether nothing of what an alert was to tell is left to be done."""
    if not delivery.ticket.is_workable:
        return True
    events = Event.objects.filter(act=delivery.act, ticket=delivery.ticket_id)
    told = [(_OVER.get(event.kind), event) for event in events if event.kind not in _ASIDE]
    return bool(told) and all(is_so is not None and is_so(event, delivery.ticket) for is_so, event in told)


def _is_answered(event: Event, ticket: Ticket) -> bool:
    """We wrote since; that nothing waits for an answer is no answer: not every message asks for one."""
    answered_at = ticket.clock.answered_at
    return answered_at is not None and answered_at > event.at


def _is_kept(event: Event, ticket: Ticket) -> bool:
    """The promise is met or no longer stands, or isn't broken after all."""
    promised = Target.objects.filter(clock=ticket.clock_id).unfinished()
    promised = promised.filter(kind=event.details.get("target"), started_at__lte=event.at)
    if event.kind == Kind.TARGET_BREACHED or _is_by_rule_of_a_breach(event):
        promised = promised.breached()
    return not promised.exists()


def _is_by_rule_of_a_breach(event: Event) -> bool:
    """Whether a rule told because the promise was broken, not because much of its time was used."""
    at, due_at = event.details.get("at"), event.details.get("due_at")
    if event.kind != Kind.RULE_APPLIED or not at or not due_at:
        return False
    return datetime.fromisoformat(at) >= datetime.fromisoformat(due_at)


def _is_other_date(event: Event, ticket: Ticket) -> bool:
    due_at = ticket.clock.manual_due_at
    return due_at is None or due_at.isoformat() != event.details.get("due_at")


_OVER: Final[dict[str, Callable[[Event, Ticket], bool]]] = {
    Kind.OPENED: _is_answered,
    Kind.RECEIVED: _is_answered,
    Kind.TARGET_WARNED: _is_kept,
    Kind.TARGET_BREACHED: _is_kept,
    Kind.RULE_APPLIED: _is_kept,
    Kind.DUE_WARNED: _is_other_date,
    Kind.DUE_MISSED: _is_other_date,
}
"""What is over by what happened since; anything else only when the ticket is done."""

_ASIDE: Final = (Kind.TARGET_MET, Kind.BREACH_WITHDRAWN, Kind.PRIORITIZED, Kind.FOLLOWED)
"""What comes along with others and calls for nothing by itself."""
