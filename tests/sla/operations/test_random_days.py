"""Random days of a clock: whatever happens, what is stored is what a slow counter counts by minutes."""

import random
from datetime import datetime

import pytest

from sla.models import Clock, Plan, Stop
from sla.operations import (
    change_priority,
    give_response,
    pend_clock,
    receive_message,
    recompute_clock,
    reopen_clock,
    resolve_clock,
    restore_resolution,
    resume_clock,
    set_due,
    settle_clock,
    start_clock,
    stop_clock,
    switch_plan,
)
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.sla.clocks import tuesday
from tests.sla.counted import compare_with_the_count
from tests.sla.plans import MINUTE, make_plan, make_sev_a, make_sev_b, make_sev_c

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_stored_is_what_is_counted(seed):
    chance = random.Random(seed)
    plans = make_plans()
    now = tuesday("07:30")
    clock, _ = start_clock(plan=chance.choice(plans), at=now)

    for _ in range(25):
        now += chance.choice([0, 1, 3, 7, 20, 90]) * MINUTE
        operation, positional, named = draw(chance, plans, now)
        operation(clock, *positional, **named, at=now)
        rows = all_rows(clock)

        again = operation(clock, *positional, **named, at=now)
        recomputed = recompute_clock(clock, at=now)

        assert (again, recomputed) == ((), ())
        assert all_rows(clock) == rows
        for target in clock.targets.unfinished():
            compare_with_the_count(target, now)
        assert clock.next_due_at == earliest_due(clock)


def draw(chance: random.Random, plans: list[Plan | None], now: datetime):
    """One of the things that can happen to a clock, with its arguments."""
    manual = chance.choice([None, now + 5 * MINUTE, now + 300 * MINUTE])
    return chance.choice(
        [
            (receive_message, [], {}),
            (give_response, [], {}),
            (pend_clock, [], {"stops": True}),
            (pend_clock, [], {"stops": False}),
            (resume_clock, [], {}),
            (resolve_clock, [], {}),
            (reopen_clock, [], {"by_message": True}),
            (reopen_clock, [], {"by_message": False}),
            (restore_resolution, [], {}),
            (stop_clock, [], {"cause": Stop.Cause.MERGED}),
            (resume_clock, [], {"cause": Stop.Cause.MERGED}),
            (switch_plan, [chance.choice(plans)], {}),
            (change_priority, [chance.choice(Priority.values)], {}),
            (set_due, [manual], {}),
            (settle_clock, [], {}),
        ]
    )


def earliest_due(clock: Clock) -> datetime | None:
    running = clock.targets.running()
    if clock.manual_due_at is not None:
        running = running.exclude(kind=TargetKind.RESOLUTION)
    dues = [target.due_at for target in running if target.due_at is not None]
    is_over = clock.stops.filter(until__isnull=True).exclude(cause=Stop.Cause.PENDING).exists()
    if clock.manual_due_at is not None and not is_over:
        dues.append(clock.manual_due_at)
    return min(dues, default=None)


def make_plans() -> list[Plan | None]:
    sev_a = make_sev_a()
    sev_a.targets.create(kind=TargetKind.RESOLUTION, priority=Priority.HIGH, duration=10 * MINUTE)
    sev_a.targets.create(kind=TargetKind.FIRST_RESPONSE, priority=Priority.HIGH, duration=5 * MINUTE)
    updates = make_plan("Updates", {TargetKind.UPDATE: 30 * MINUTE, TargetKind.NEXT_RESPONSE: 10 * MINUTE})
    return [sev_a, make_sev_b(), make_sev_c(), updates, None]


def all_rows(clock: Clock) -> list:
    return [
        list(Clock.objects.filter(pk=clock.pk).values()),
        list(clock.targets.order_by("pk").values()),
        list(clock.stops.order_by("pk").values()),
    ]
