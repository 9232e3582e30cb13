"""What an explanation tells of the worked example and of a promise over a weekend with a holiday in it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sla.explanation import Explanation, basis_of, explain
from sla.models import Clock, Holiday
from sla.moment import at
from sla.operations import (
    give_response,
    pend_clock,
    recompute_clock,
    resolve_clock,
    resume_clock,
    set_due,
    start_clock,
    switch_plan,
)
from sla.operations.revise import revise_hours, revise_plan
from sla.target_kind import TargetKind
from tests.clock import DAY, HOUR, tuesday
from tests.sla.plans import make_plan, make_sev_a, make_sev_c

pytestmark = pytest.mark.django_db


def started(plan, moment) -> Clock:
    with at(moment):
        clock, _changes = start_clock(plan=plan, priority=2, department_hours=None, at=moment)
    return clock


def steps_of(clock: Clock, label: str) -> list[str]:
    """Each step as one line: what it says, the wall-clock ends of its piece of time, what counted of it."""
    found: Explanation = next(each for each in explain(clock) if each.label == label)
    lines = []
    for step in found.steps:
        ends = f" {step.since:%a %H:%M}–{step.until:%a %H:%M}" if step.since and step.until else ""
        counted = f" = {step.counted}" if step.counted is not None else ""
        lines.append(f"{step.words}{ends}{counted}")
    return lines


def test_a_stop_is_told_with_its_cause_and_the_due_moment_after_it():
    clock = started(make_sev_a(), tuesday("09:05"))
    give_response(clock, at=tuesday("09:12"))
    pend_clock(clock, stops=True, at=tuesday("09:40"))
    resume_clock(clock, at=tuesday("09:50"))

    assert steps_of(clock, "Resolution") == [
        "Promised within 1 h, counted from Tue 3 Mar 2026, 09:05 UTC: the ticket was opened.",
        "Open Tue 09:05–Tue 09:40 = 0:35:00",
        "Stopped: Waiting for someone Tue 09:40–Tue 09:50",
        "Open Tue 09:50–Tue 10:15 = 0:25:00",
        "Due Tue 3 Mar 2026, 10:15 UTC.",
    ]
    assert basis_of(clock) == "Sev-A (revision 1) at priority Normal. Time counts around the clock."
    assert steps_of(clock, "First response")[-2:] == [
        "Due Tue 3 Mar 2026, 09:20 UTC.",
        "Met Tue 3 Mar 2026, 09:12 UTC.",
    ]


def test_what_was_met_is_told_as_it_was_computed_then():
    clock = started(make_sev_a(), tuesday("09:05"))
    give_response(clock, at=tuesday("09:12"))
    resolve_clock(clock, at=tuesday("09:15"))

    assert steps_of(clock, "First response")[1:3] == [
        "Open Tue 09:05–Tue 09:20 = 0:15:00",
        "Due Tue 3 Mar 2026, 09:20 UTC.",
    ]


EARLIER = "Computed with an earlier plan, or an earlier revision of plan or hours."


def test_what_was_met_by_another_plan_is_not_explained_by_this_one():
    clock = started(make_sev_a(), tuesday("09:05"))
    give_response(clock, at=tuesday("09:12"))

    switch_plan(clock, make_sev_c(), priority=2, department_hours=None, at=tuesday("09:30"))

    assert steps_of(clock, "First response")[1] == "Open Tue 09:05–Tue 09:20 = 0:15:00"
    assert steps_of(clock, "Resolution")[1] == "Open Tue 09:05–Tue 17:00 = 7:55:00"


def test_what_was_met_before_its_hours_were_edited_is_told_without_pieces():
    plan = make_sev_c()
    clock = started(plan, tuesday("09:05"))
    give_response(clock, at=tuesday("09:12"))
    plan.hours.openings.update(opens="14:00")
    revise_hours(plan.hours)

    recompute_clock(clock, at=tuesday("09:13"))

    assert steps_of(clock, "First response") == [
        "Promised within 4 h, counted from Tue 3 Mar 2026, 09:05 UTC: the ticket was opened.",
        EARLIER,
        "Due Tue 3 Mar 2026, 13:05 UTC.",
        "Met Tue 3 Mar 2026, 09:12 UTC.",
    ]
    assert steps_of(clock, "Resolution")[1:3] == [
        "Closed Tue 09:05–Tue 14:00",
        "Open Tue 14:00–Tue 17:00 = 3:00:00",
    ]
    assert basis_of(clock).endswith("(revision 2).")


def test_a_plan_and_hours_edited_after_it_was_resolved_are_said_to_be():
    plan = make_sev_c()
    clock = started(plan, tuesday("09:05"))
    pend_clock(clock, stops=True, at=tuesday("09:10"))
    resume_clock(clock, at=tuesday("09:30"))
    resolve_clock(clock, at=tuesday("09:55"))
    in_its_time = steps_of(clock, "Resolution")
    plan.stops_while_pending = []
    plan.save()
    revise_plan(plan)
    revise_hours(plan.hours)
    clock = Clock.objects.get()

    told, basis = steps_of(clock, "Resolution"), basis_of(clock)

    assert told == [in_its_time[0], EARLIER, *in_its_time[-2:]]
    assert basis == (
        "Sev-C (revision 1, edited since) at priority Normal. "
        "Time counts in Office hours (revision 1, edited since)."
    )


def test_while_it_is_stopped_what_is_left_is_told():
    clock = started(make_sev_a(), tuesday("09:05"))
    pend_clock(clock, stops=True, at=tuesday("09:40"))

    assert steps_of(clock, "Resolution")[-1] == (
        "Stopped since Tue 3 Mar 2026, 09:40 UTC with 25 m left; due when it runs again."
    )


def test_nights_weekends_and_holidays_are_told():
    plan = make_sev_c()
    Holiday.objects.create(hours=plan.hours, on=date(2026, 3, 9), name="Bank holiday")
    friday = tuesday("16:00") + 3 * DAY

    clock = started(plan, friday)

    assert basis_of(clock).endswith("Time counts in Office hours, on the clocks of UTC (revision 1).")
    assert steps_of(clock, "Resolution")[1:] == [
        "Open Fri 16:00–Fri 17:00 = 1:00:00",
        "Closed Fri 17:00–Mon 08:00",
        "Closed: Bank holiday Mon 08:00–Mon 17:00",
        "Closed Mon 17:00–Tue 08:00",
        "Open Tue 08:00–Tue 15:00 = 7:00:00",
        "Due Tue 10 Mar 2026, 15:00 UTC.",
    ]


def test_a_date_set_by_hand_is_told_first_and_a_breach_with_its_cause():
    clock = started(make_plan("Sev-D", {TargetKind.RESOLUTION: 4 * HOUR}), tuesday("09:00"))
    switch_plan(
        clock,
        make_plan("Sev-E", {TargetKind.RESOLUTION: HOUR}),
        priority=2,
        department_hours=None,
        at=tuesday("11:00"),
    )
    set_due(clock, tuesday("18:00"), at=tuesday("11:01"))

    told = explain(clock)

    assert [each.label for each in told] == ["Due, set by hand", "Resolution"]
    assert told[0].steps[0].words.startswith("Due Tue 3 Mar 2026, 18:00 UTC. It stands in")
    assert told[1].steps[-1].words == "Breached by a change of plan or priority."


def test_a_long_way_is_told_by_its_ends_and_adds_up():
    plan = make_sev_c()
    plan.targets.filter(kind=TargetKind.RESOLUTION).update(duration=timedelta(hours=300))
    clock = started(plan, tuesday("08:00"))

    steps = next(each for each in explain(clock) if each.label == "Resolution").steps

    assert len(steps) < 32
    assert any(step.words.startswith("Open ") and "in between" in step.words for step in steps)
    assert sum((step.counted for step in steps if step.counted), timedelta(0)) == timedelta(hours=300)


def test_it_is_told_in_the_readers_zone():
    clock = started(make_sev_a(), tuesday("09:05"))

    with timezone.override("Asia/Kathmandu"):
        assert steps_of(clock, "Resolution")[0].endswith("14:50 +0545: the ticket was opened.")


def test_it_asks_the_same_few_questions_whatever_happened(django_assert_max_num_queries):
    clock = started(make_sev_c(), tuesday("09:05"))
    for hour in range(10, 16):
        pend_clock(clock, stops=True, at=tuesday(f"{hour}:00"))
        resume_clock(clock, at=tuesday(f"{hour}:30"))
    clock = Clock.objects.select_related("plan", "hours").get()

    with django_assert_max_num_queries(4):
        explain(clock)
