"""What promises cost: arithmetic, a minute in which nothing is due, and ten thousand targets due at once."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla.calendar import Closure, Interval, OpenHours
from sla.models import Target
from sla.moment import now
from sla.target_kind import TargetKind
from tests.benchmarks.desk import Desk
from tests.benchmarks.meter import database_time, plans_of
from tests.clock import HOUR
from tests.sla.plans import make_plan
from tests.tickets.jobs.watching import open_many
from tickets.jobs.watch_clocks import realign_clocks, watch_clocks
from tickets.operations.open import open_ticket
from tickets.operations.route import Chosen
from tickets.text.body import Body
from tickets.vocabulary import Source

MANY = 10_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A cost in milliseconds or seconds, and what it must not exceed (None: only told)."""

    name: str
    value: float
    unit: str
    most: float | None


def measure_clocks(desk: Desk, *, due: bool) -> Iterator[Measured]:
    yield Measured("due_after over a year of office hours", _a_year(), "ms CPU", 2)
    watch_clocks(0)  # what fell due since the desk was filled
    yield Measured("watcher, nothing due", _idle(watch_clocks), "ms database", 5)
    yield Measured("realigning, nothing stale", _idle(realign_clocks), "ms database", None)
    if due:
        wall, cpu = _ten_thousand(desk)
        yield Measured(f"watcher, {MANY:,} targets due: wall", wall, "s", None)
        yield Measured(
            f"watcher, {MANY:,} targets due: CPU of Python", cpu, "s CPU", 90
        )  # 60 s where nobody else works


def _a_year() -> float:
    """Monday to Friday with a break at noon, twelve holidays, from one Tuesday to about the next year's."""
    day = [Interval(8 * HOUR, 12 * HOUR), Interval(13 * HOUR, 17 * HOUR)]
    holidays = {date(2026, month, 6): [Closure("Holiday")] for month in range(1, 13)}
    hours = OpenHours(ZoneInfo("Europe/Berlin"), dict.fromkeys(range(5), day), holidays)
    start, promised = datetime(2026, 1, 6, 9, tzinfo=UTC), timedelta(hours=8 * 250)
    found = []
    for _each in range(50):
        before = time.process_time()
        hours.due_after(start, promised)
        found.append(time.process_time() - before)
    return 1000 * min(found)


def _idle(job) -> float:
    """What a pass that finds nothing takes in PostgreSQL: its queries, planned and executed."""
    return min(sum(database_time(plan) for plan in plans_of(lambda: job(0))) for _each in range(5))


def _ten_thousand(desk: Desk) -> tuple[float, float]:
    plan = make_plan("Benchmark", {TargetKind.RESOLUTION: HOUR})
    ticket = open_ticket(
        requester=desk.requester,
        subject="One of ten thousand",
        body=Body.from_text("All at once."),
        source=Source.WEB,
        by=desk.requester,
        topic=desk.topic,
        chosen=Chosen(plan=plan, assignee=desk.agent),
    )
    open_many(MANY, ticket)
    wall, cpu = time.monotonic(), time.process_time()
    watch_clocks(0)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    if Target.objects.due(now()).exists():
        raise AssertionError("something is still due")
    return wall, cpu
