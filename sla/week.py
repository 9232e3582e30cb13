"""A weekday's openings as administrators write them: 08:00–12:00, 13:00–17:00."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from itertools import pairwise

from sla.models import Opening, Weekday
from sla.models.opening import end_of, wall_interval

_READING = r"(\d{1,2})(?:[:.](\d{2}))?"
_INTERVAL = re.compile(rf"{_READING}\s*(?:-|–|—|to)\s*{_READING}")

Ends = tuple[time, time]
"""When it opens and when it closes; midnight as the end is 24:00."""


def read_day(text: str) -> list[Ends]:
    """The intervals in order; none if the text is empty. Raises ValueError naming the part it cannot read."""
    parts = [part.strip() for part in re.split(r"[,;]", text.lower()) if part.strip()]
    return sorted(_read_interval(part) for part in parts)


def overlapping(day: Sequence[Ends]) -> bool:
    """Whether two of the intervals, in order, share time; touching is not sharing."""
    intervals = [wall_interval(*ends) for ends in day]
    return any(later.since < earlier.until for earlier, later in pairwise(intervals))


def joined(day: Iterable[Ends]) -> list[Ends]:
    """The same with touching intervals made one."""
    intervals: list[Ends] = []
    for opens, closes in day:
        if intervals and intervals[-1][1] == opens:
            intervals[-1] = (intervals[-1][0], closes)
        else:
            intervals.append((opens, closes))
    return intervals


def write_day(day: Iterable[Ends]) -> str:
    """Intervals as people write them."""
    return ", ".join(f"{opens:%H:%M}–{end_of(closes)}" for opens, closes in day)


def write_week(openings: Iterable[Opening]) -> str:
    """A week in words, days that are alike together: Monday–Friday 08:00–17:00."""
    days: dict[int, list[Ends]] = {}
    for opening in sorted(openings, key=lambda opening: (opening.weekday, opening.opens)):
        days.setdefault(opening.weekday, []).append((opening.opens, opening.closes))
    runs: list[list[int]] = []
    for weekday in days:
        if runs and runs[-1][-1] == weekday - 1 and days[runs[-1][-1]] == days[weekday]:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return "; ".join(f"{_write_run(run)} {write_day(days[run[0]])}" for run in runs)


def _write_run(run: list[int]) -> str:
    first, last = Weekday(run[0]).label, Weekday(run[-1]).label
    return str(first) if first == last else f"{first}–{last}"


def _read_interval(part: str) -> Ends:
    match = _INTERVAL.fullmatch(part)
    if match is None:
        raise ValueError(part)
    try:
        opens = time(int(match[1]), int(match[2] or 0))
        closes = _read_end(int(match[3]), int(match[4] or 0))
    except ValueError:
        raise ValueError(part) from None
    interval = wall_interval(opens, closes)
    if interval.until <= interval.since:
        raise ValueError(part)
    return opens, closes


def _read_end(hour: int, minute: int) -> time:
    return time.min if (hour, minute) == (24, 0) else time(hour, minute)
