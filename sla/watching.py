"""What a watcher has to act on, and what has to be computed anew: read without locks, in batches.

Cost depends on what is found, not on how many clocks there are: partial indexes hold all that is asked.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from sla.models import Clock, Target

BATCH: Final = 200


def due_clocks(now: datetime, *, size: int = BATCH) -> Iterator[list[int]]:
    """Keys of the clocks of which a moment came until `now`, the earliest first, in batches.

    A batch is read when the one before was acted on, after the place where that one ended: what could not
    be acted on is passed over, not met again.
    """
    yield from _batches(Target.objects.due(now), "clock_id", size)
    yield from _batches(Clock.objects.due(now), "pk", size)


def is_due(clock: Clock, now: datetime) -> bool:
    """Whether a moment of this clock came until `now` that was not acted on."""
    has_come = clock.watch_at is not None and clock.watch_at <= now
    return has_come or Target.objects.due(now).filter(clock=clock).exists()


def stale_clocks(*, size: int = BATCH) -> Iterator[list[int]]:
    """Keys of the running clocks that were computed from a plan or hours as they were before an edit."""
    stale = Clock.objects.running().stale().order_by("pk")
    last = 0
    while found := list(stale.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield found
        last = found[-1]


def _batches(due: QuerySet[Any], clock: str, size: int) -> Iterator[list[int]]:
    rest = due
    while found := list(rest.values_list("watch_at", "pk", clock)[:size]):
        yield list(dict.fromkeys(row[2] for row in found))
        at, key, _clock = found[-1]
        rest = due.filter(Q(watch_at__gt=at) | Q(pk__gt=key), watch_at__gte=at)
