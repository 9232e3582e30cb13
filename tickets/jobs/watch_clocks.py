"""Every minute: what time brought upon tickets is acted on, and clocks are brought after edited settings."""

from collections.abc import Iterable, Iterator
from typing import Final

from procrastinate.contrib.django import app as jobs

from sla.moment import now
from sla.watching import due_clocks, stale_clocks
from tickets.jobs.each import for_each
from tickets.models import Ticket
from tickets.operations.realign import realign_ticket
from tickets.operations.watch import watch_ticket

_SHARED: Final = (
    "clock__plan__rules",
    "clock__plan__targets",
    "clock__hours__openings",
    "clock__hours__holidays",
    "department__hours",
    "department__manager__user",
    "team__lead__user",
    "assignee__user",
)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="tickets.watch_clocks", queue="watch", queueing_lock="tickets.watch_clocks")
def watch_clocks(timestamp: int) -> None:
    """Warnings, breaches, escalation rules and due dates set by hand, one transaction for each ticket."""
    for_each(_tickets_of(due_clocks(now())), watch_ticket)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="tickets.realign_clocks", queue="slow", queueing_lock="tickets.realign_clocks")
def realign_clocks(timestamp: int) -> None:
    """What was computed from a plan or hours as they were before an edit, one transaction for each ticket."""
    for_each(_tickets_of(stale_clocks()), realign_ticket)


def _tickets_of(batches: Iterable[list[int]]) -> Iterator[Ticket]:
    """The tickets of these clocks, a batch in memory at a time; what many share is read once."""
    found = Ticket.objects.select_related("clock").prefetch_related(*_SHARED).order_by("pk")
    for clocks in batches:
        yield from found.filter(clock__in=clocks)
