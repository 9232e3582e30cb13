"""Counted time: open time since a target's start, less the stretches in which it was stopped.

Pure arithmetic. Everything told of a target's future (due, warning, stopped, time left) is computed here
from its start, its stops and the hours alone, never adjusted step by step (SLA.md, The clock of a ticket).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sla.calendar import NeverDue, OpenHours


class Span(NamedTuple):
    """A piece of time; without an end it still lasts."""

    since: datetime
    until: datetime | None


class Reckoning(NamedTuple):
    """When a target is due and at risk; if it is stopped, since when and with how much business time left.

    No due moment: it is stopped short of it or, if `stopped_at` is empty too, these hours never hold it.
    """

    due_at: datetime | None
    warn_at: datetime | None
    stopped_at: datetime | None
    time_left: timedelta | None


def reckon(
    hours: OpenHours,
    *,
    start: datetime,
    duration: timedelta,
    warning_percent: int,
    pauses: Iterable[Span] = (),
) -> Reckoning:
    """Where a target of this duration stands; never raises, whatever the hours."""
    pauses = list(pauses)
    due_at = moment_of(hours, start=start, counted=duration, pauses=pauses)
    warn_at = moment_of(hours, start=start, counted=duration * warning_percent / 100, pauses=pauses)
    stopped_at = running_stretches(start, pauses)[-1].until
    time_left = None
    if stopped_at is not None:
        counted = counted_time(hours, start=start, until=stopped_at, pauses=pauses)
        time_left = max(duration - counted, timedelta(0))
    return Reckoning(due_at, warn_at, stopped_at, time_left)


def moment_of(
    hours: OpenHours, *, start: datetime, counted: timedelta, pauses: Iterable[Span] = ()
) -> datetime | None:
    """The first instant at which this much time has counted; none if it is stopped before, or never comes."""
    left = counted
    for since, until in running_stretches(start, pauses):
        if until is None:
            try:
                return hours.due_after(since, left)
            except NeverDue:
                return None
        passed = hours.time_between(since, until)
        if passed >= left:
            return hours.due_after(since, left)
        left -= passed
    return None


def counted_time(
    hours: OpenHours, *, start: datetime, until: datetime, pauses: Iterable[Span] = ()
) -> timedelta:
    """How much time has counted from `start` to `until`."""
    counted = timedelta(0)
    for running_since, running_until in running_stretches(start, pauses):
        end = until if running_until is None else min(until, running_until)
        counted += hours.time_between(running_since, end)
    return counted


def running_stretches(start: datetime, pauses: Iterable[Span]) -> list[Span]:
    """What the pauses leave of the time since `start`, in order; the last one ends if a pause still lasts.

    Never empty: a target that starts inside a pause has run for no time at all.
    """
    stretches: list[Span] = []
    since = start
    for pause in sorted(pauses, key=lambda pause: pause.since):
        if pause.since > since or not stretches:
            stretches.append(Span(since, max(since, pause.since)))
        if pause.until is None:
            return stretches
        since = max(since, pause.until)
    return [*stretches, Span(since, None)]
