"""How much CPU, how many queries, and which plans."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call costs: milliseconds of CPU, of which so many in PostgreSQL, and queries."""

    cpu: float
    database: float
    queries: int


def cost_of(call: Callable[[], Any], *, blocks: int = 12, calls: int = 4) -> Cost:
    """The cheapest of some blocks of calls, since whatever disturbs a measurement makes it dearer."""
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    queries = len(captured)
    found = []
    for _block in range(blocks):
        ours, theirs = time.process_time(), _back_end()
        for _call in range(calls):
            call()
        ours, theirs = time.process_time() - ours, _back_end() - theirs
        found.append((1000 * (ours + theirs) / calls, 1000 * theirs / calls))
    cpu, database = min(found)
    return Cost(cpu, database, queries)


def plans_of(call: Callable[[], Any]) -> list[str]:
    """How PostgreSQL answers each query of a call, with what it read."""
    with CaptureQueriesContext(connection) as captured:
        call()
    plans = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {query['sql']}")
                plans.append("\n".join([query["sql"], *(line for (line,) in cursor.fetchall())]))
    return plans


def database_time(plan: str) -> float:
    """Milliseconds for planning and executing, as a plan tells them."""
    times = [
        line.split(": ")[1] for line in plan.splitlines() if line.strip().endswith(" ms") and "Time" in line
    ]
    return sum(float(each.removesuffix(" ms")) for each in times)


def _back_end() -> float:
    """Seconds of CPU that this connection's process of PostgreSQL has had (schedstat counts nanoseconds)."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
