"""How promises of a past Tuesday would have gone under other settings, worked out by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sla.models import Clock, Plan, Target
from sla.operations import (
    change_priority,
    give_response,
    pend_clock,
    resolve_clock,
    resume_clock,
    start_clock,
    switch_plan,
)
from sla.priority import Priority
from sla.terms import newly_promised, saved_settings
from sla.what_if import Effect, what_if
from tests.clock import DAY, HOUR, MINUTE, tuesday
from tests.sla.plans import make_office_hours, make_plan, make_sev_a, make_sev_c

pytestmark = pytest.mark.django_db


def solved_at_10_12(plan) -> Clock:
    """Opened 09:05, answered 09:12, waiting from 09:40 until 09:50, resolved 10:12."""
    clock, _ = start_clock(plan=plan, at=tuesday("09:05"))
    give_response(clock, at=tuesday("09:12"))
    pend_clock(clock, stops=True, at=tuesday("09:40"))
    resume_clock(clock, at=tuesday("09:50"))
    resolve_clock(clock, at=tuesday("10:12"))
    return clock


def look(new, *, at="12:00", old=None, **more):
    return what_if(
        Clock.objects.all(),
        old or saved_settings(),
        new,
        department_hours=lambda keys: dict(Clock.objects.filter(pk__in=keys).values_list("pk", "hours")),
        now=tuesday(at),
        **more,
    )


def with_terms(plan, **changes):
    saved = saved_settings()
    return saved.with_plan(plan.pk, replace(saved.plans[plan.pk], **changes))


def with_lines(plan, **durations):
    lines = saved_settings().plans[plan.pk].lines
    return with_terms(plan, lines={**lines, **{(kind, None): length for kind, length in durations.items()}})


def told(found):
    return [
        (
            each.effect.value,
            each.kind.value,
            each.then.due_at and f"{each.then.due_at:%a %H:%M}",
            each.now.due_at and f"{each.now.due_at:%a %H:%M}",
        )
        for each in found.differences
    ]


def test_the_same_settings_change_nothing():
    solved_at_10_12(make_sev_a())
    switched = solved_at_10_12(make_plan("Sev-B", {"first_response": HOUR, "resolution": 4 * HOUR}))
    switch_plan(switched, make_sev_c(), at=tuesday("10:30"))
    start_clock(plan=make_plan("None"), at=tuesday("09:00"))
    late, _ = start_clock(plan=Plan.objects.get(name="Sev-A"), at=tuesday("08:00"))
    resolve_clock(late, at=tuesday("09:30"))

    found = look(saved_settings())

    assert found.differences == []
    assert found.then == found.now
    assert found.then.breached == Target.objects.breached().count() == 2


def test_a_shorter_promise_would_have_been_breached():
    plan = make_sev_a()
    solved_at_10_12(plan)

    found = look(with_lines(plan, resolution=45 * MINUTE))

    assert told(found) == [("breached", "resolution", "Tue 10:15", "Tue 10:00")]
    assert (found.then.breached, found.now.breached) == (0, 1)


def test_waiting_that_stopped_nothing_would_have_counted():
    plan = make_sev_a()
    solved_at_10_12(plan)

    found = look(with_terms(plan, stops_while_pending=frozenset()))

    assert ("breached", "resolution", "Tue 10:15", "Tue 10:05") in told(found)


def test_a_longer_promise_takes_a_breach_back_and_moves_what_runs():
    plan = make_plan("Sev-A", {"resolution": HOUR})
    late, _ = start_clock(plan=plan, at=tuesday("09:00"))
    resolve_clock(late, at=tuesday("10:30"))
    start_clock(plan=plan, at=tuesday("11:30"))

    found = look(with_lines(plan, resolution=2 * HOUR))

    assert told(found) == [
        ("kept", "resolution", "Tue 10:00", "Tue 11:00"),
        ("moved", "resolution", "Tue 12:30", "Tue 13:30"),
    ]
    assert (found.then.breached, found.now.breached) == (1, 0)


def test_what_is_promised_no_longer_and_what_is_promised_anew_are_said():
    plan = make_plan("Sev-A", {"resolution": HOUR})
    start_clock(plan=plan, at=tuesday("09:00"))
    new = with_terms(plan, lines={("update", Priority.HIGH): HOUR})

    found = look(new)

    assert told(found) == [("dropped", "resolution", "Tue 10:00", None)]
    assert (found.then.promised, found.now.promised) == (1, 0)
    assert newly_promised(saved_settings(), new) == ["update"]


def test_other_hours_are_counted_in():
    plan = make_sev_c()
    clock, _ = start_clock(plan=plan, at=tuesday("15:00") + 3 * DAY)  # Friday: due Monday 14:00
    resolve_clock(clock, at=tuesday("13:00") + 6 * DAY)
    always = with_terms(plan, hours_mode="around_the_clock", hours=None)

    found = look(always, at="23:59")

    assert ("breached", "resolution", "Mon 14:00", "Fri 23:00") in told(found)


def test_the_departments_hours_are_asked_of_whoever_knows_them():
    plan = make_plan("Sev-D", {"resolution": 8 * HOUR})
    office = make_office_hours()
    clock, _ = start_clock(plan=plan, at=tuesday("15:00"))
    asked = []

    def department_hours(keys):
        asked.append(set(keys))
        return dict.fromkeys(keys, office.pk)

    found = what_if(
        Clock.objects.all(),
        saved_settings(),
        with_terms(plan, hours_mode="department"),
        department_hours=department_hours,
        now=tuesday("16:00"),
    )

    assert asked == [{clock.pk}]
    assert told(found) == [("moved", "resolution", "Tue 23:00", "Wed 14:00")]


def test_warnings_are_counted_where_they_would_have_come_first():
    plan = make_plan("Sev-A", {"resolution": HOUR})
    clock, _ = start_clock(plan=plan, at=tuesday("09:00"))
    resolve_clock(clock, at=tuesday("09:40"))

    found = look(with_terms(plan, warning_percent=50))

    assert (found.then.warned, found.now.warned, found.differences) == (0, 1, [])


def test_what_was_met_is_judged_at_the_priority_it_was_promised_at():
    plan = make_plan("Sev-A", {"first_response": HOUR})
    plan.targets.create(kind="first_response", priority=Priority.HIGH, duration=10 * MINUTE)
    clock, _ = start_clock(plan=plan, at=tuesday("09:00"))
    give_response(clock, at=tuesday("09:30"))
    change_priority(clock, Priority.HIGH, at=tuesday("09:40"))

    assert look(saved_settings()).then.breached == 0
    assert look(with_lines(plan, first_response=20 * MINUTE)).now.breached == 1


def test_what_was_finished_before_an_edit_is_compared_with_the_record_and_not_with_the_plan_of_today():
    """Due at ten when it was met; the plan says two hours since."""
    plan = make_plan("Sev-A", {"resolution": HOUR})
    clock, _ = start_clock(plan=plan, at=tuesday("09:00"))
    resolve_clock(clock, at=tuesday("10:30"))
    plan.targets.update(duration=2 * HOUR)

    found = look(with_lines(plan, resolution=3 * HOUR))

    assert told(found) == [("kept", "resolution", "Tue 10:00", "Tue 12:00")]
    assert (found.then.breached, found.now.breached) == (1, 0)


def test_what_is_stopped_short_of_its_due_moment_is_not_breached():
    plan = make_plan("Sev-A", {"resolution": HOUR})
    clock, _ = start_clock(plan=plan, at=tuesday("09:00"))
    pend_clock(clock, stops=True, at=tuesday("09:30"))

    assert told(look(with_lines(plan, resolution=20 * MINUTE))) == [
        ("breached", "resolution", None, "Tue 09:20")
    ]
    assert told(look(with_lines(plan, resolution=40 * MINUTE))) == []


def test_only_the_newest_are_looked_at_and_it_says_so():
    plan = make_plan("Sev-A", {"resolution": HOUR})
    for hour in ("09", "10", "11"):
        start_clock(plan=plan, at=tuesday(f"{hour}:00"))

    found = look(with_lines(plan, resolution=30 * MINUTE), most=2)

    assert (found.is_cut, found.then.promised) == (True, 2)
    assert [each.effect for each in found.differences] == [Effect.BREACHED, Effect.MOVED]
    assert not look(saved_settings(), most=3).is_cut


def test_its_questions_do_not_grow_with_the_tickets(django_assert_num_queries):
    plan = make_sev_a()
    new = with_lines(plan, resolution=timedelta(minutes=45))
    old = saved_settings()
    for _ in range(8):
        solved_at_10_12(plan)

    with django_assert_num_queries(3):
        found = look(new, old=old)

    assert found.now.breached == 8
