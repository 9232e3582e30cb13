"""Business time: when hours are open, for how long, and when so much open time has passed.

Pure arithmetic on aware datetimes, exact in absolute time: an instant is open if and only if its local
reading lies in an open interval and no holiday covers it (SLA.md, Business time). The line of time is cut
where a zone's offset changes; between two cuts local and absolute time run alike, so a repeated hour counts
twice, a missing hour not at all, and a missing date never opens. Results are in UTC.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

DAY = timedelta(days=1)
LONGEST = timedelta(days=731)
"""Two years: the longest promise, and how far ahead anything is looked for."""


class NeverDue(Exception):
    """These hours do not hold the duration within two years of its start, or never open at all."""


class Interval(NamedTuple):
    """A part of a local day, in wall-clock time since its midnight; `until` may be 24 hours."""

    since: timedelta
    until: timedelta


class Closure(NamedTuple):
    """What closes a local date: a holiday's name, for the whole day or for an interval of it."""

    name: str
    interval: Interval = Interval(timedelta(0), DAY)


class Stretch(NamedTuple):
    """An unbroken piece of absolute time that is open, or would be if a holiday did not close it."""

    since: datetime
    until: datetime
    holiday: str | None = None

    @property
    def is_open(self) -> bool:
        return self.holiday is None


Piece = tuple[Interval, str | None]
"""A part of a local day that is open, or would be if the holiday named did not close it."""


@dataclass(frozen=True)
class OpenHours:
    """When clocks run: intervals of each weekday (0 is Monday) in one zone, less holidays.

    Without a zone they are open around the clock. Intervals that touch or overlap are one.
    """

    zone: tzinfo | None = None
    weekly: Mapping[int, Iterable[Interval]] = field(default_factory=dict)
    holidays: Mapping[date, Iterable[Closure]] = field(default_factory=dict)
    _week: tuple[list[Piece], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        week = (_joined(self.weekly.get(weekday, ())) for weekday in range(7))
        object.__setattr__(self, "_week", tuple([(interval, None) for interval in day] for day in week))

    def due_after(self, start: datetime, duration: timedelta) -> datetime:
        """The earliest instant at which `duration` of open time has passed since `start`.

        If the last open second is the closing second, that is the closing time, not the next opening.
        Raises NeverDue when two years from `start` do not hold the duration.
        """
        left = duration
        if left <= timedelta(0):
            return start
        for since, until, holiday in self.stretches(start, start + LONGEST):
            if holiday is not None:
                continue
            length = until - since
            if length >= left:
                return since + left
            left -= length
        raise NeverDue

    def time_between(self, start: datetime, end: datetime) -> timedelta:
        """The open time in [start, end); nothing when `end` is not after `start`."""
        open_stretches = (stretch for stretch in self.stretches(start, end) if stretch.is_open)
        return sum((stretch.until - stretch.since for stretch in open_stretches), timedelta(0))

    def opens_after(self, instant: datetime) -> datetime | None:
        """The first open instant from this one on, which may be itself; none within two years."""
        stretches = self.stretches(instant, instant + LONGEST)
        return next((stretch.since for stretch in stretches if stretch.is_open), None)

    def stretches(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """What is open in [start, end) and what only a holiday closes, in order; the gaps are closed.

        Every question about these hours walks this one road, so whatever explains a due moment by the
        stretches passed on the way explains exactly how it was computed.
        """
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if start >= end:
            return
        if self.zone is None:
            yield Stretch(start, end)
            return
        for since, until, offset in _even_stretches(self.zone, start, end):
            day, last_day = (since + offset).date(), (until + offset).date()
            while day <= last_day:
                midnight = datetime.combine(day, time.min, UTC) - offset
                for interval, holiday in self._pieces(day):
                    opens = max(midnight + interval.since, since)
                    closes = min(midnight + interval.until, until)
                    if opens < closes:
                        yield Stretch(opens, closes, holiday)
                day += DAY

    def _pieces(self, day: date) -> list[Piece]:
        pieces = self._week[day.weekday()]
        closures = self.holidays.get(day)
        if closures is None:
            return pieces
        return [piece for interval, _ in pieces for piece in _divided(interval, closures)]


def _joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.since <= joined[-1].until:
            joined[-1] = Interval(joined[-1].since, max(joined[-1].until, interval.until))
        else:
            joined.append(interval)
    return tuple(joined)


def _divided(interval: Interval, closures: Iterable[Closure]) -> Iterator[Piece]:
    """The interval cut where closures begin and end, each piece with the name of what closes it."""
    since = interval.since
    for closure in sorted(closures, key=lambda closure: closure.interval):
        closed_since = max(since, closure.interval.since)
        closed_until = min(interval.until, closure.interval.until)
        if closed_since >= closed_until:
            continue
        if since < closed_since:
            yield Interval(since, closed_since), None
        yield Interval(closed_since, closed_until), closure.name
        since = closed_until
    if since < interval.until:
        yield Interval(since, interval.until), None


def _even_stretches(
    zone: tzinfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """[start, end) cut where the zone's offset from UTC changes, each piece with its offset."""
    since = start
    for year in range(start.year, end.year + 1):
        for change in _offset_changes(zone, year):
            if since < change < end:
                yield since, change, _offset(zone, since)
                since = change
    yield since, end, _offset(zone, since)


@lru_cache(maxsize=1024)
def _offset_changes(zone: tzinfo, year: int) -> tuple[datetime, ...]:
    """The instants of a UTC year at which the zone's offset changes, to the second.

    The standard library tells offsets but not when they change, so each day's two ends are compared and
    the change between unlike ones is closed in on. (No zone changes there and back within one day.)
    """
    changes: list[datetime] = []
    day, year_end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    before = _offset(zone, day)
    while day < year_end:
        next_day = day + DAY
        after = _offset(zone, next_day)
        if after != before:
            changes.append(_first_with_other_offset(zone, day, next_day))
        day, before = next_day, after
    return tuple(changes)


def _first_with_other_offset(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    old = _offset(zone, before)
    while (gap := after - before) > timedelta(seconds=1):
        middle = before + timedelta(seconds=gap // timedelta(seconds=2))
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: tzinfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


AROUND_THE_CLOCK = OpenHours()
