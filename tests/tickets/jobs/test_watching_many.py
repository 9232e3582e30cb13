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
from tests.clock import HOUR, MINUTE
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_plan, make_sev_a
from tickets.jobs.watch_clocks import watch_clocks
from tickets.models import Event, Ticket

MANY = 10_000


@pytest.mark.django_db
def test_an_idle_pass_asks_two_partial_indexes_and_nothing_else():
    clock, _ = start_clock(plan=make_sev_a(), at=now())

    with CaptureQueriesContext(connection) as captured:
        watch_clocks(0)

    assert Target.objects.filter(clock=clock, watch_at__isnull=False).exists()
    asked = [query["sql"] for query in captured.captured_queries]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        for sql, index in zip(asked, ["target_to_watch", "clock_to_watch"], strict=True):
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
    _open_many(open_a_ticket(requester=requester, department=department, plan=plan, assignee=agent))
    wall, cpu, memory = time.monotonic(), time.process_time(), _memory()

    watch_clocks(0)

    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    grown = _memory() - memory
    assert Event.objects.filter(kind=Event.Kind.TARGET_BREACHED).count() == MANY
    assert not Target.objects.due(now()).exists()
    assert cpu < 90, f"{wall:.0f} s in all"  # 59 s were measured beside three busy neighbours on two cores
    assert grown < 50 * 1024


def _open_many(ticket: Ticket) -> None:
    """As many as this one, all opened two hours ago and promised within one, nobody having watched since."""
    opened_at = now() - 2 * HOUR
    moments = {"started_at": opened_at}
    target = ticket.clock.targets.get()
    clocks = Clock.objects.bulk_create(
        Clock(
            plan=ticket.clock.plan,
            plan_revision=1,
            priority=2,
            next_due_at=opened_at + HOUR,
            next_risk_at=opened_at + 48 * MINUTE,
            **moments,
        )
        for _each in range(MANY)
    )
    Target.objects.bulk_create(
        Target(
            clock=clock,
            kind=target.kind,
            duration=target.duration,
            due_at=opened_at + HOUR,
            warn_at=opened_at + 48 * MINUTE,
            watch_at=opened_at + 48 * MINUTE,
            **moments,
        )
        for clock in clocks
    )
    Ticket.objects.bulk_create(
        Ticket(
            number=f"M{number:07d}",
            subject=ticket.subject,
            requester=ticket.requester,
            department=ticket.department,
            assignee=ticket.assignee,
            status=ticket.status,
            clock=clock,
            source=ticket.source,
            opened_at=opened_at,
            last_activity_at=opened_at,
            next_due_at=clock.next_due_at,
            next_risk_at=clock.next_risk_at,
        )
        for number, clock in enumerate(clocks)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _memory() -> int:
    """The most this process ever held (kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
