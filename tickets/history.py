"""One row per thing that happened, in the transaction in which it happened.

An *act* is one submit, however many operations it calls: the outermost operation opens it, inner
ones join. When the outermost ends, what follows from the act is deferred in the same transaction:
history cannot exist without its consequences being queued, nor the reverse.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from procrastinate.contrib.django import app as jobs

from sla.moment import now
from tickets.actor import Actor, address_of, agent_of, requester_of
from tickets.models import Entry, Event, Ticket

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Act:
    """The submit that is under way: its name, the tickets it holds locked, those it settled before it did
    anything to them, and those it touched, in order."""

    id: UUID = field(default_factory=uuid4)
    held: dict[int, Ticket] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    touched: dict[int, datetime | None] = field(default_factory=dict)


_under_way: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def act() -> Iterator[Act]:
    """Open an act and its transaction, or join the one under way."""
    joined = _under_way.get()
    if joined is not None:
        yield joined
        return
    with transaction.atomic(), _opened(Act()) as opened:
        yield opened


@contextmanager
def act_apart() -> Iterator[Act]:
    """Within the act under way another one, which people hear of by itself: what time brought is no part of
    the submit that found it. Both are one transaction, and what one holds locked the other does."""
    with act() as under_way, _opened(Act(held=under_way.held, settled=under_way.settled)) as opened:
        yield opened


@contextmanager
def _opened(opened: Act) -> Iterator[Act]:
    token = _under_way.set(opened)
    try:
        yield opened
        for ticket_id, active_at in opened.touched.items():
            if active_at is not None:
                Ticket.objects.filter(pk=ticket_id).update(last_activity_at=active_at)
            _defer_publish(opened, ticket_id)
    finally:
        _under_way.reset(token)


def operation(verb: Callable[P, R]) -> Callable[P, R]:
    """Make a function an operation: one transaction, and one act with whatever it calls."""

    @wraps(verb)
    def within_act(*args: P.args, **kwargs: P.kwargs) -> R:
        with act():
            return verb(*args, **kwargs)

    return within_act


def record_event(
    ticket: Ticket,
    kind: Event.Kind,
    *,
    by: Actor,
    entry: Entry | None = None,
    comment: str = "",
    **details: Any,
) -> Event:
    """Tell that something happened: insert the event; the act's end writes the ticket's last activity."""
    under_way = _under_way.get()
    if under_way is None:
        raise RuntimeError("record_event() belongs inside an operation")
    event = Event.objects.create(
        ticket=ticket,
        act=under_way.id,
        kind=kind,
        at=now(),
        agent=agent_of(by),
        requester=requester_of(by),
        address=address_of(by),
        entry=entry,
        comment=comment,
        details=details,
    )
    under_way.touched.setdefault(ticket.pk, None)
    if kind not in Event.QUIET and ticket.last_activity_at != event.at:
        ticket.last_activity_at = under_way.touched[ticket.pk] = event.at
    return event


def _defer_publish(opened: Act, ticket_id: int) -> None:
    """Queue the consequences of an act for one ticket; the ticket's lock keeps its letters in order."""
    jobs.configure_task("tickets.publish", lock=f"ticket-{ticket_id}", queue="publish").defer(
        act=str(opened.id), ticket_id=ticket_id
    )
