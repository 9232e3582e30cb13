"""Whoever repeats an operation changes nothing the second time."""

import pytest

from sla.models import Clock, Stop
from sla.operations import (
    cancel_clock,
    change_priority,
    give_response,
    meet_target,
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
    start_target,
    stop_clock,
    switch_plan,
    unmeet_target,
)
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.sla.clocks import tuesday
from tests.sla.plans import make_sev_a, make_sev_b

pytestmark = pytest.mark.django_db

PENDED = ("09:20", pend_clock, {"stops": True})
RESOLVED = ("09:20", resolve_clock, {})
REOPENED = ("09:25", reopen_clock, {"by_message": True})

OPERATIONS = [
    ([], receive_message, {}),
    ([], give_response, {}),
    ([], pend_clock, {"stops": True}),
    ([PENDED], pend_clock, {"stops": False}),
    ([PENDED], resume_clock, {}),
    ([], resolve_clock, {}),
    ([RESOLVED], reopen_clock, {"by_message": True}),
    ([RESOLVED], reopen_clock, {"by_message": False}),
    ([RESOLVED, REOPENED], restore_resolution, {}),
    ([], stop_clock, {"cause": Stop.Cause.MERGED}),
    ([], start_target, {"kind": TargetKind.NEXT_RESPONSE}),
    ([], meet_target, {"kind": TargetKind.RESOLUTION}),
    ([RESOLVED], unmeet_target, {"kind": TargetKind.RESOLUTION}),
    ([], settle_clock, {}),
    ([], change_priority, {"priority": Priority.HIGH}),
    ([], set_due, {"due_at": tuesday("18:00")}),
    ([], recompute_clock, {}),
    ([], cancel_clock, {}),
    ([], lambda clock, at: switch_plan(clock, clock.plan, at=at), {}),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "operation", "arguments"),
    OPERATIONS,
    ids=[operation.__name__ for _, operation, _ in OPERATIONS],
)
def test_repeated_at_the_same_moment_or_later_it_changes_nothing(before, operation, arguments):
    clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))
    give_response(clock, at=tuesday("09:10"))
    receive_message(clock, at=tuesday("09:15"))
    for reading, step, step_arguments in before:
        step(clock, **step_arguments, at=tuesday(reading))
    operation(clock, **arguments, at=tuesday("09:30"))
    rows = all_rows(clock)

    again = operation(clock, **arguments, at=tuesday("09:30"))

    assert again == ()
    assert all_rows(clock) == rows


def test_switching_to_the_same_plan_twice_changes_nothing():
    clock, _ = start_clock(plan=make_sev_b(), at=tuesday("09:05"))
    plan = make_sev_a()
    first = switch_plan(clock, plan, at=tuesday("09:09"))
    rows = all_rows(clock)

    again = switch_plan(clock, plan, at=tuesday("09:12"))

    assert first != ()
    assert again == ()
    assert all_rows(clock) == rows


def test_a_breach_is_told_once():
    clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))

    first = settle_clock(clock, at=tuesday("09:25"))
    later = settle_clock(clock, at=tuesday("09:50"))

    assert [(change.kind, change.what, change.at) for change in first] == [
        ("first_response", "breached", tuesday("09:20"))
    ]
    assert later == ()


def all_rows(clock: Clock) -> list:
    fresh = Clock.objects.filter(pk=clock.pk)
    return [
        list(fresh.values()),
        list(clock.targets.order_by("pk").values()),
        list(clock.stops.order_by("pk").values()),
    ]
