"""The scenario table of SLA.md, row by row, as far as a clock alone knows it."""

import pytest

from sla.models import Clock, PlanTarget, Stop
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
from tests.sla.clocks import told, tuesday
from tests.sla.plans import HOUR, MINUTE, make_plan

pytestmark = pytest.mark.django_db

FIRST, NEXT, UPDATE, RESOLUTION = TargetKind
FIRST_ONLY = {FIRST: 30 * MINUTE}
ANSWERS = {FIRST: 30 * MINUTE, NEXT: 30 * MINUTE}
ONE_HOUR = {RESOLUTION: HOUR}
PENDED = ("09:40", pend_clock, {"stops": True})
MERGED, TRASHED = {"cause": Stop.Cause.MERGED}, {"cause": Stop.Cause.TRASHED}
RAISED = {"priority": Priority.HIGH}

ROWS = [
    (
        "resolved while the first response still runs: stopped, in no report",
        FIRST_ONLY,
        [("09:15", resolve_clock, {})],
        ["first_response stopped 09:15 with 20 min left"],
    ),
    (
        "resolved while the first response is late: it stays breached",
        FIRST_ONLY,
        [("09:45", resolve_clock, {})],
        ["first_response stopped 09:45 with 0 min left, breached 09:35 by time"],
    ),
    (
        "reopening lets the first response run on",
        FIRST_ONLY,
        [("09:15", resolve_clock, {}), ("10:00", reopen_clock, {"by_message": True})],
        ["first_response due 10:20"],
    ),
    (
        "resolved while the next response still runs: it starts with the reopening message",
        ANSWERS,
        [
            ("09:10", give_response, {}),
            ("09:20", receive_message, {}),
            ("09:30", resolve_clock, {}),
            ("10:00", reopen_clock, {"by_message": True}),
        ],
        ["first_response met 09:10", "next_response ended 10:00", "next_response due 10:30"],
    ),
    (
        "resolved with a late next response: breached it stays, though another starts",
        ANSWERS,
        [
            ("09:10", give_response, {}),
            ("09:20", receive_message, {}),
            ("09:55", resolve_clock, {}),
            ("10:00", reopen_clock, {"by_message": True}),
        ],
        [
            "first_response met 09:10",
            "next_response ended 10:00, breached 09:50 by time",
            "next_response due 10:30",
        ],
    ),
    (
        "reopened by an agent: the message from before is still waited for",
        ANSWERS,
        [
            ("09:10", give_response, {}),
            ("09:20", receive_message, {}),
            ("09:30", resolve_clock, {}),
            ("10:00", reopen_clock, {"by_message": False}),
        ],
        ["first_response met 09:10", "next_response due 10:20"],
    ),
    (
        "pended 09:40 with 25 minutes left, resolved 09:45, reopened 10:00: due 10:25",
        ONE_HOUR,
        [PENDED, ("09:45", resolve_clock, {}), ("10:00", reopen_clock, {"by_message": False})],
        ["resolution due 10:25"],
    ),
    (
        "breached 10:05, resolved 10:30, reopened 11:00: due and breach stay at 10:05",
        ONE_HOUR,
        [("10:30", resolve_clock, {}), ("11:00", reopen_clock, {"by_message": False})],
        ["resolution due 10:05, breached 10:05 by time"],
    ),
    (
        "thanks reopens, nothing to do: met as before, and what grew late since counts nowhere",
        ONE_HOUR | ANSWERS,
        [
            ("09:10", give_response, {}),
            ("09:30", resolve_clock, {}),
            ("10:00", reopen_clock, {"by_message": True}),
            ("10:40", restore_resolution, {}),
        ],
        ["first_response met 09:10", "resolution met 09:30, round 2", "next_response ended 10:40, round 2"],
    ),
    (
        "nothing to do after we answered it: that was no mere thanks, it stays open",
        ONE_HOUR | ANSWERS,
        [
            ("09:10", give_response, {}),
            ("09:30", resolve_clock, {}),
            ("10:00", reopen_clock, {"by_message": True}),
            ("10:10", give_response, {}),
            ("10:20", restore_resolution, {}),
        ],
        ["first_response met 09:10", "resolution due 10:35", "next_response met 10:10"],
    ),
    (
        "priority raised, new due already past: breached by change",
        {**ONE_HOUR, (RESOLUTION, Priority.HIGH): 30 * MINUTE},
        [("09:50", change_priority, RAISED)],
        ["resolution due 09:35, breached 09:35 by change"],
    ),
    (
        "priority raised, new due still ahead: only sooner",
        {**ONE_HOUR, (RESOLUTION, Priority.HIGH): 30 * MINUTE},
        [("09:10", change_priority, RAISED)],
        ["resolution due 09:35"],
    ),
    (
        "raised while stopped, 35 of now 30 minutes used: breached inside the running stretch",
        {**ONE_HOUR, (RESOLUTION, Priority.HIGH): 30 * MINUTE},
        [PENDED, ("10:30", change_priority, RAISED)],
        ["resolution stopped 09:40 with 0 min left, breached 09:35 by change"],
    ),
    (
        "time passing cannot breach what is stopped",
        ONE_HOUR,
        [PENDED, ("23:00", settle_clock, {})],
        ["resolution stopped 09:40 with 25 min left"],
    ),
    (
        "merged while stopped: stopped, and the wait goes on after the unmerge",
        ONE_HOUR,
        [PENDED, ("09:50", stop_clock, MERGED), ("10:30", resume_clock, MERGED)],
        ["resolution stopped 09:40 with 25 min left"],
    ),
    (
        "a reminder passed while merged is caught up: no time counts twice",
        ONE_HOUR,
        [
            PENDED,
            ("09:50", stop_clock, MERGED),
            ("10:00", resume_clock, {}),
            ("10:30", resume_clock, MERGED),
        ],
        ["resolution due 10:55"],
    ),
    (
        "merged: a response on the parent counts",
        ANSWERS,
        [("09:10", stop_clock, MERGED), ("09:20", give_response, {})],
        ["first_response met 09:20"],
    ),
    (
        "in the trash nothing counts",
        ONE_HOUR,
        [("09:25", stop_clock, TRASHED), ("12:00", resume_clock, TRASHED)],
        ["resolution due 12:40"],
    ),
    (
        "reminder 10:00, worker back at 15:00: resumed as of 10:00",
        ONE_HOUR,
        [PENDED, ("10:00", resume_clock, {}), ("15:00", settle_clock, {})],
        ["resolution due 10:25, breached 10:25 by time"],
    ),
    (
        "pending in a status that does not stop the clock: it runs",
        ONE_HOUR,
        [("09:40", pend_clock, {"stops": False})],
        ["resolution due 10:05"],
    ),
    (
        "from a status that stops to one that does not: it runs on",
        ONE_HOUR,
        [PENDED, ("09:50", pend_clock, {"stops": False})],
        ["resolution due 10:15"],
    ),
    (
        "breached, then pended: counts as breached",
        ONE_HOUR,
        [("10:10", pend_clock, {"stops": True})],
        ["resolution stopped 10:10 with 0 min left, breached 10:05 by time"],
    ),
    (
        "an answer does not wait while the ticket does",
        ANSWERS,
        [("09:10", pend_clock, {"stops": True})],
        ["first_response due 09:35"],
    ),
    (
        "phone ticket: the first response runs until a response",
        FIRST_ONLY,
        [("09:20", receive_message, {}), ("09:40", give_response, {})],
        ["first_response met 09:40, breached 09:35 by time"],
    ),
    (
        "met at the very moment it is due: kept",
        FIRST_ONLY,
        [("09:35", give_response, {})],
        ["first_response met 09:35"],
    ),
    (
        "a response that came in time but was read late: the breach is withdrawn",
        FIRST_ONLY,
        [("09:40", settle_clock, {}), ("09:34", give_response, {})],
        ["first_response met 09:34, round 2"],
    ),
    (
        "the next response starts at the first message after our answer, not at every one",
        ANSWERS,
        [
            ("09:06", receive_message, {}),
            ("09:10", give_response, {}),
            ("09:20", receive_message, {}),
            ("09:30", receive_message, {}),
        ],
        ["first_response met 09:10", "next_response due 09:50"],
    ),
    (
        "the next response starts whether or not a first one was promised",
        {NEXT: 30 * MINUTE},
        [("09:10", give_response, {}), ("09:20", receive_message, {})],
        ["next_response due 09:50"],
    ),
    (
        "an update is promised anew by every answer",
        {UPDATE: HOUR},
        [("09:10", give_response, {}), ("09:20", give_response, {})],
        ["update met 09:20", "update due 10:20"],
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("promises", "steps", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_clock_started_at_0905(promises, steps, expected):
    clock = make_clock(promises)

    play(clock, steps)

    assert told(clock) == expected
    assert recompute_clock(clock, at=tuesday(steps[-1][0])) == ()


def test_plan_switched_after_a_breach_with_the_new_due_ahead_withdraws_it_and_opens_a_round():
    clock = make_clock(ONE_HOUR)
    slower = make_plan("Slower", {RESOLUTION: 4 * HOUR})

    changes = switch_plan(clock, slower, at=tuesday("10:10"))

    assert [change.what for change in changes] == ["breached", "rescheduled", "withdrawn"]
    assert told(clock) == ["resolution due 13:05, round 2"]


def test_plan_and_priority_change_in_one_step_so_that_no_breach_between_them_is_told():
    clock = make_clock({**ONE_HOUR, (RESOLUTION, Priority.HIGH): 30 * MINUTE})
    slower = make_plan("Slower", {RESOLUTION: 4 * HOUR})

    changes = switch_plan(clock, slower, priority=Priority.HIGH, at=tuesday("09:50"))

    assert [change.what for change in changes] == ["rescheduled"]
    assert told(clock) == ["resolution due 13:05"]


def test_a_plan_without_the_target_takes_the_promise_back_and_switching_back_restores_it():
    clock = make_clock({**ONE_HOUR, **FIRST_ONLY})
    plan, other = clock.plan, make_plan("Other", FIRST_ONLY)

    switch_plan(clock, other, at=tuesday("09:20"))
    between = told(clock)
    switch_plan(clock, plan, at=tuesday("09:25"))

    assert between == ["first_response due 09:35", "resolution ended 09:20"]
    assert told(clock) == ["first_response due 09:35", "resolution due 10:05"]


def test_a_plan_given_later_starts_when_it_is_given():
    clock, _ = start_clock(plan=None, at=tuesday("09:05"))
    give_response(clock, at=tuesday("09:10"))
    receive_message(clock, at=tuesday("09:20"))

    switch_plan(clock, make_plan("Late", {**ANSWERS, **ONE_HOUR}), at=tuesday("10:00"))

    assert told(clock) == ["next_response due 10:30", "resolution due 11:00"]


def test_a_plan_taken_away_and_given_back_promises_from_the_same_start():
    clock = make_clock(ONE_HOUR)
    plan = clock.plan

    switch_plan(clock, None, at=tuesday("10:30"))
    between = told(clock)
    switch_plan(clock, plan, at=tuesday("10:40"))

    assert between == ["resolution ended 10:30, round 2"]
    assert told(clock) == ["resolution due 10:05, breached 10:05 by change, round 2"]


@pytest.mark.parametrize("at_another", ["plan", "priority"])
def test_a_promise_shortened_while_it_was_resolved_is_breached_by_change_when_it_is_reopened(at_another):
    clock = make_clock({**ONE_HOUR, (RESOLUTION, Priority.HIGH): 20 * MINUTE})
    resolve_clock(clock, at=tuesday("09:40"))
    if at_another == "plan":
        switch_plan(clock, make_plan("Quick", {RESOLUTION: 20 * MINUTE}), at=tuesday("09:50"))
    else:
        change_priority(clock, Priority.HIGH, at=tuesday("09:50"))

    reopen_clock(clock, by_message=False, at=tuesday("10:00"))

    assert told(clock) == ["resolution due 09:25, breached 09:25 by change"]


def test_another_plan_promises_the_next_response_from_the_message_that_waits_for_it():
    clock = make_clock(ONE_HOUR)
    give_response(clock, at=tuesday("09:10"))
    receive_message(clock, at=tuesday("09:20"))

    switch_plan(clock, make_plan("Careful", {**ANSWERS, **ONE_HOUR}), at=tuesday("09:55"))

    assert told(clock) == ["resolution due 10:05", "next_response due 09:50, breached 09:50 by change"]


def test_what_an_edit_of_the_plan_puts_into_the_past_is_recorded_without_alert():
    clock = make_clock(ONE_HOUR)
    PlanTarget.objects.update(duration=30 * MINUTE)

    changes = recompute_clock(clock, at=tuesday("09:50"))

    assert [(change.what, change.alerts) for change in changes] == [
        ("rescheduled", False),
        ("breached", False),
    ]
    assert told(clock) == ["resolution due 09:35, breached 09:35 by configuration"]


def test_fifteen_minutes_after_the_breach_is_counted_time_and_silent_while_stopped():
    clock = make_clock(ONE_HOUR)
    clock.plan.rules.create(kind=RESOLUTION, when="after", after=15 * MINUTE, what="notify_lead")
    resolution = clock.targets.get()
    resolution.firings.create(round=1, due_at=tuesday("09:53"), fired_at=tuesday("09:53"))
    settle_clock(clock, at=tuesday("10:10"))

    pend_clock(clock, stops=True, at=tuesday("10:10"))
    while_stopped = list(clock.targets.due(tuesday("23:00")))
    resume_clock(clock, at=tuesday("10:40"))

    assert while_stopped == []
    assert list(clock.targets.due(tuesday("10:49"))) == []
    assert list(clock.targets.due(tuesday("10:50"))) == [resolution]


def test_breached_then_pended_leaves_overdue():
    clock = make_clock(ONE_HOUR)
    settle_clock(clock, at=tuesday("10:10"))
    due_before = clock.next_due_at

    pend_clock(clock, stops=True, at=tuesday("10:10"))

    assert (due_before, clock.next_due_at) == (tuesday("10:05"), None)


class TestAManualDueDate:
    def test_stands_in_for_the_resolution_until_it_is_removed(self):
        clock = make_clock({**ONE_HOUR, FIRST: 4 * HOUR})

        set_due(clock, tuesday("11:05"), at=tuesday("09:05"))
        with_date = (clock.next_due_at, clock.next_risk_at)
        set_due(clock, None, at=tuesday("09:06"))

        assert with_date == (tuesday("11:05"), tuesday("10:41"))
        assert (clock.next_due_at, clock.next_risk_at) == (tuesday("10:05"), tuesday("09:53"))

    def test_works_without_a_plan(self):
        clock, _ = start_clock(plan=None, at=tuesday("09:05"))

        set_due(clock, tuesday("11:00"), at=tuesday("10:00"))

        assert (clock.next_due_at, clock.next_risk_at) == (tuesday("11:00"), tuesday("10:48"))

    def test_is_not_moved_by_waiting_but_gone_once_resolved(self):
        clock = make_clock(ONE_HOUR)
        set_due(clock, tuesday("11:00"), at=tuesday("09:10"))

        pend_clock(clock, stops=True, at=tuesday("09:20"))
        while_waiting = clock.next_due_at
        resolve_clock(clock, at=tuesday("09:30"))

        assert (while_waiting, clock.next_due_at) == (tuesday("11:00"), None)

    def test_never_withdraws_the_breach_of_the_plan_and_quiets_one_to_come(self):
        breached, waiting = make_clock(ONE_HOUR), make_clock(ONE_HOUR)
        settle_clock(breached, at=tuesday("10:10"))
        set_due(breached, tuesday("12:00"), at=tuesday("10:10"))
        set_due(waiting, tuesday("12:00"), at=tuesday("09:10"))

        changes = settle_clock(waiting, at=tuesday("10:10"))

        assert told(breached) == told(waiting) == ["resolution due 10:05, breached 10:05 by time"]
        assert [(change.what, change.alerts) for change in changes] == [("breached", False)]

    def test_lies_ahead_or_is_refused(self):
        clock = make_clock(ONE_HOUR)

        with pytest.raises(ValueError, match="future"):
            set_due(clock, tuesday("09:10"), at=tuesday("09:10"))

        clock.refresh_from_db()
        assert clock.manual_due_at is None


def make_clock(promises: dict) -> Clock:
    plan = make_plan(f"Plan {Clock.objects.count()}")
    for kind, duration in promises.items():
        kind, priority = kind if isinstance(kind, tuple) else (kind, None)
        PlanTarget.objects.create(plan=plan, kind=kind, priority=priority, duration=duration)
    clock, _ = start_clock(plan=plan, at=tuesday("09:05"))
    return clock


def play(clock: Clock, steps: list) -> None:
    for reading, operation, arguments in steps:
        arguments = dict(arguments)
        positional = [arguments.pop("priority")] if "priority" in arguments else []
        operation(clock, *positional, **arguments, at=tuesday(reading))
