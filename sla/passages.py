"""The way from a target's start to a later moment, piece by piece: what counted and what did not.

Pure arithmetic on the very roads by which the due moment is computed (`running_stretches` and
`OpenHours.stretches`), so the pieces that count add up to the counted time, to the second.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from sla.calendar import OpenHours
from sla.counting import Span, running_stretches


class Kind(Enum):
    """Whether a piece of time counted, or why it did not."""

    COUNTED = "counted"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    STOPPED = "stopped"


class Passage(NamedTuple):
    """A piece of the way, in UTC; `holiday` names what closed it where nothing else did."""

    kind: Kind
    since: datetime
    until: datetime
    holiday: str = ""

    @property
    def length(self) -> timedelta:
        return self.until - self.since


def passages(
    hours: OpenHours, *, start: datetime, until: datetime, pauses: Iterable[Span] = ()
) -> Iterator[Passage]:
    """Every piece of [start, until) in order, without a gap and without an overlap."""
    at = start
    for since, end in running_stretches(start, pauses):
        if at < min(since, until):
            yield Passage(Kind.STOPPED, at, min(since, until))
        at = until if end is None else min(end, until)
        yield from _through(hours, since, at)
        if at >= until:
            return
    yield Passage(Kind.STOPPED, at, until)


def _through(hours: OpenHours, since: datetime, until: datetime) -> Iterator[Passage]:
    at = since
    for opens, closes, holiday in hours.stretches(since, until):
        if at < opens:
            yield Passage(Kind.CLOSED, at, opens)
        kind = Kind.COUNTED if holiday is None else Kind.HOLIDAY
        yield Passage(kind, opens, closes, holiday or "")
        at = closes
    if at < until:
        yield Passage(Kind.CLOSED, at, until)
