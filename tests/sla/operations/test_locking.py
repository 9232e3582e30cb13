"""Two real connections on one clock: they take turns, and each thing happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import pytest
from django.db import close_old_connections, connection, transaction

from sla.models import Clock
from sla.operations import (
    Changes,
    change_priority,
    give_response,
    recompute_clock,
    settle_clock,
    start_clock,
    switch_plan,
)
from sla.operations.lock import lock_clock
from sla.operations.set_openings import set_openings
from sla.priority import Priority
from tests.sla.clocks import told, tuesday
from tests.sla.plans import make_sev_a, make_sev_b, make_sev_c

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_two_that_settle_at_once_tell_of_the_breach_once():
    clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))

    first, second = at_once(
        clock,
        lambda mine: settle_clock(mine, at=tuesday("09:25")),
        lambda mine: settle_clock(mine, at=tuesday("09:25")),
    )

    assert sorted([len(first), len(second)]) == [0, 1]


@pytest.mark.slow
def test_a_response_and_a_change_of_plan_at_once_both_count():
    clock, _ = start_clock(plan=make_sev_b(), at=tuesday("09:05"))
    plan = make_sev_a()

    at_once(
        clock,
        lambda mine: give_response(mine, at=tuesday("09:12")),
        lambda mine: switch_plan(mine, plan, at=tuesday("09:12")),
    )

    assert sorted(told(clock)) == ["first_response met 09:12", "resolution due 10:05", "update due 10:12"]


@pytest.mark.slow
def test_whoever_comes_second_waits_and_sees_what_the_first_did():
    clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_clock(clock, tuesday("09:06"))
            second = pool.submit(
                _apart, clock.pk, lambda mine: change_priority(mine, Priority.HIGH, at=tuesday("09:07"))
            )
            change_priority(clock, Priority.EMERGENCY, at=tuesday("09:06"))
            was_waiting = not second.done()

        second.result(timeout=10)

    clock.refresh_from_db()
    assert was_waiting
    assert clock.priority == Priority.HIGH


@pytest.mark.slow
def test_whoever_waited_does_not_compute_from_hours_of_before_they_were_edited():
    clock, _ = start_clock(plan=make_sev_c(), at=tuesday("09:05"))
    mine = Clock.objects.select_related("plan__hours", "hours").get(pk=clock.pk)
    mine.hours.open_hours()  # what a page has shown, it remembers
    set_openings(clock.hours, {1: [(time(9, 0), time(10, 0))], 2: [(time(0), time(0))]})
    recompute_clock(clock, at=tuesday("09:06"))

    change_priority(mine, Priority.HIGH, at=tuesday("09:07"))

    resolution = mine.targets.get(kind="resolution")
    assert resolution.due_at == tuesday("00:00") + timedelta(days=1, hours=7, minutes=5)


def at_once(clock: Clock, *acts: Callable[[Clock], Changes]) -> list[Changes]:
    barrier = Barrier(len(acts))

    def act_together(act: Callable[[Clock], Changes]) -> Changes:
        barrier.wait(timeout=10)
        return _apart(clock.pk, act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act_together, acts))


def _apart(clock_id: int, act: Callable[[Clock], Changes]) -> Changes:
    close_old_connections()
    try:
        return act(Clock.objects.get(pk=clock_id))
    finally:
        connection.close()
