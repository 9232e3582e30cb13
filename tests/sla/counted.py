"""Counted time the slow way, minute by minute, for tests in which everything happens at full minutes.

Hours are around the clock, or read in UTC and without holidays.
"""

from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects

from sla.models import Clock, Stop, Target
from tests.sla.plans import MINUTE


def compare_with_the_count(target: Target, now: datetime, *, is_settled: bool = True) -> None:
    """Compare what is stored of an unfinished target with a count; unsettled, a breach may be unnoticed."""
    counted, due = count_slowly(target, now)

    assert target.due_at == due or (due is None and (target.due_at is None or target.due_at >= now))
    assert (target.stopped_at is None) == all(stop.until for stop in stops_of(target))
    if target.stopped_at is not None:
        assert target.time_left == max(target.duration - counted, timedelta(0))
    else:
        is_late = target.due_at is not None and target.due_at < now
        right = [target.due_at] if is_late else [None]
        assert target.breached_at in (right if is_settled else [*right, None])


def count_slowly(target: Target, now: datetime) -> tuple[timedelta, datetime | None]:
    """Time counted until now, and when it reached the duration; everything here happens at full minutes."""
    stops = stops_of(target)
    counted, due, minute = timedelta(0), None, target.started_at
    while minute < now:
        if is_open(target.clock, minute) and not is_stopped(stops, minute):
            counted += MINUTE
            if counted == target.duration:
                due = minute + MINUTE
        minute += MINUTE
    return counted, due


def is_open(clock: Clock, minute: datetime) -> bool:
    if clock.hours is None:
        return True
    prefetch_related_objects([clock.hours], "openings")
    return any(
        opening.weekday == minute.weekday() and opening.opens <= minute.time() < opening.closes
        for opening in clock.hours.openings.all()
    )


def is_stopped(stops: list[Stop], minute: datetime) -> bool:
    return any(stop.since <= minute and (stop.until is None or minute < stop.until) for stop in stops)


def stops_of(target: Target) -> list[Stop]:
    waits = target.kind in target.clock.plan.stops_while_pending
    return [stop for stop in target.clock.stops.all() if waits or stop.cause != Stop.Cause.PENDING]
