"""What watching costs: nothing where nothing is due, and a bounded memory where ten thousand tickets are."""

import resource
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sla.models import Clock, Target
from sla.moment import now
from sla.operations import start_clock
from sla.target_kind import TargetKind
from sla.watching import due_clocks
from tests.clock import HOUR
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_plan, make_sev_a
from tests.tickets.jobs.watching import open_many
from tickets.jobs.watch_clocks import watch_clocks
from tickets.models import Event

MANY = 10_000


@pytest.mark.django_db
def test_an_idle_pass_asks_two_partial_indexes_and_nothing_else():
    """Asked of the planner without a choice: what it likes best depends on how much there is."""
    clock, _ = start_clock(plan=make_sev_a(), at=now())
    used = ["target_to_watch", "clock_to_watch"]
    others = [
        index.name for model in (Target, Clock) for index in model._meta.indexes if index.name not in used
    ]

    with CaptureQueriesContext(connection) as captured:
        watch_clocks(0)

    assert Target.objects.filter(clock=clock, watch_at__isnull=False).exists()
    asked = [query["sql"] for query in captured.captured_queries]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {', '.join(others)}")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # the primary key is always there as another way
        for sql, index in zip(asked, used, strict=True):
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert index in plan
            assert "Sort" not in plan


@pytest.mark.django_db
def test_each_clock_is_found_once_however_small_the_batches():
    clocks = [
        start_clock(plan=make_plan(name, dict.fromkeys(TargetKind, HOUR)), at=now() - HOUR)[0]
        for name in "abc"
    ]

    found = [key for batch in due_clocks(now(), size=2) for key in set(batch)]

    assert set(found) == {clock.pk for clock in clocks}
    assert len(found) <= 4  # two targets of one clock may fall into two batches; acted on, it drops out


@pytest.mark.slow
def test_ten_thousand_due_targets_are_worked_off_in_one_pass(committed, requester, department, agent):
    plan = make_plan("Sev-A", {TargetKind.RESOLUTION: HOUR})
    open_many(MANY, open_a_ticket(requester=requester, department=department, plan=plan, assignee=agent))
    wall, cpu, memory = time.monotonic(), time.process_time(), _memory()

    watch_clocks(0)

    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    grown = _memory() - memory
    assert Event.objects.filter(kind=Event.Kind.TARGET_BREACHED).count() == MANY
    assert not Target.objects.due(now()).exists()
    assert cpu < 90, f"{wall:.0f} s in all"  # 59 s were measured beside three busy neighbours on two cores
    assert grown < 50 * 1024


def _memory() -> int:
    """The most this process ever held (kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
