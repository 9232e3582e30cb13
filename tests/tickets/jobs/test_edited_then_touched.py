"""Plans and hours are edited, and somebody touches the ticket before its clock was brought after them."""

from datetime import time

import pytest

from sla.models import EscalationRule, Target
from sla.moment import at
from sla.operations.revise import revise_plan, revise_plans_of_departments
from sla.operations.set_openings import set_openings
from sla.priority import Priority
from sla.target_kind import TargetKind
from sla.watching import stale_clocks
from tests.clock import HOUR, MINUTE, dues, tuesday
from tests.factories.people import TeamFactory
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_office_hours, make_plan
from tests.tickets.history import last_event
from tests.tickets.jobs.watching import realign, told, watch
from tickets.models import Event, Ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

RESOLUTION = TargetKind.RESOLUTION


@pytest.fixture
def plan(db):
    return make_plan("Sev-A", {RESOLUTION: HOUR})


@pytest.fixture
def first_tier(agent):
    return TeamFactory(name="First tier", members=[agent], escalates_to=TeamFactory(tier=2))


@pytest.fixture
def ticket(requester, department, agent, plan, first_tier):
    """Opened at nine, to be solved by ten around the clock."""
    with at(tuesday("09:00")):
        return open_a_ticket(
            requester=requester, department=department, plan=plan, team=first_tier, assignee=agent
        )


@pytest.fixture
def afternoons(db):
    hours = make_office_hours("Afternoons")
    set_openings(hours, {1: [(time(14), time(17))]})
    return hours


def let_it_run_in(hours, plan):
    plan.hours_mode, plan.hours = "these", hours
    plan.save()
    revise_plan(plan)


def shorten(plan, to):
    plan.targets.update(duration=to)
    revise_plan(plan)


def escalate_at_the_breach(plan):
    EscalationRule.objects.create(plan=plan, kind=RESOLUTION, when="breach", what="escalate")
    revise_plan(plan)
    realign("09:00")


def reload() -> Ticket:
    return Ticket.objects.get()


def raise_priority(ticket, agent):
    prioritize_ticket(ticket, Priority.HIGH, by=agent)


def wait_and_go_on(ticket, agent):
    pend_ticket(ticket, by=agent)
    resume_ticket(ticket, by=agent)


@pytest.mark.slow
@pytest.mark.parametrize("touch", [raise_priority, wait_and_go_on])
def test_other_hours_hold_whoever_comes_first(ticket, plan, agent, afternoons, touch):
    let_it_run_in(afternoons, plan)

    with at(tuesday("09:30")):
        touch(reload(), agent)
    realign("09:31")

    clock = reload().clock
    assert (clock.hours, dues(clock)) == (afternoons, {RESOLUTION: "15:00"})
    assert list(stale_clocks()) == []


def test_other_hours_hold_for_what_was_resolved_meanwhile(ticket, plan, agent, afternoons):
    with at(tuesday("09:10")):
        resolve_ticket(ticket, by=agent)
    let_it_run_in(afternoons, plan)
    with at(tuesday("09:15")):
        raise_priority(reload(), agent)

    with at(tuesday("09:30")):
        reopen_ticket(reload(), by=agent)

    clock = reload().clock
    assert (clock.hours, dues(clock)) == (afternoons, {RESOLUTION: "15:00"})


@pytest.mark.slow
def test_so_do_a_departments_other_hours(requester, department, agent, afternoons):
    plan = make_plan("Sev-B", {RESOLUTION: HOUR}, hours_mode="department")
    with at(tuesday("09:00")):
        ticket = open_a_ticket(requester=requester, department=department, plan=plan)
    with at(tuesday("09:10")):
        resolve_ticket(ticket, by=agent)
    department.hours = afternoons
    department.save()
    revise_plans_of_departments()

    with at(tuesday("09:30")):
        receive_message(reload(), Body.from_text("Hello"), by=requester, source=Source.WEB)
    realign("09:31")

    clock = reload().clock
    assert (clock.hours, dues(clock)) == (afternoons, {RESOLUTION: "15:00"})
    assert list(stale_clocks()) == []


@pytest.mark.slow
@pytest.mark.parametrize("touch", [raise_priority, wait_and_go_on])
def test_what_settings_break_is_told_to_nobody_whoever_comes_first(ticket, plan, agent, first_tier, touch):
    escalate_at_the_breach(plan)
    shorten(plan, to=30 * MINUTE)

    with at(tuesday("09:35")):
        touch(reload(), agent)
    alerted = watch("09:36")

    target = Target.objects.get()
    assert (target.breached_at, target.breach_cause) == (tuesday("09:30"), "configuration")
    assert last_event(ticket, Event.Kind.TARGET_BREACHED).details["alerts"] is False
    assert (alerted, reload().team) == ([], first_tier)


@pytest.mark.slow
def test_nor_when_it_is_reopened(ticket, plan, agent, first_tier):
    escalate_at_the_breach(plan)
    with at(tuesday("09:40")):
        resolve_ticket(reload(), by=agent)
    shorten(plan, to=30 * MINUTE)

    with at(tuesday("10:00")):
        reopen_ticket(reload(), by=agent)
    alerted = watch("10:01")

    target = Target.objects.get()
    assert (target.breached_at, target.breach_cause) == (tuesday("09:30"), "configuration")
    assert last_event(ticket, Event.Kind.TARGET_BREACHED).details["alerts"] is False
    assert (alerted, reload().team) == ([], first_tier)


@pytest.mark.slow
def test_a_new_rule_does_not_act_on_what_passed_before_it(ticket, plan, agent, first_tier):
    EscalationRule.objects.create(plan=plan, kind=RESOLUTION, when="share", percent=50, what="escalate")
    revise_plan(plan)

    with at(tuesday("09:40")):
        wait_and_go_on(reload(), agent)
    watch("09:41")

    assert reload().team == first_tier


@pytest.mark.slow
def test_a_moment_that_waited_saves_no_other_from_the_settings(ticket, plan, first_tier):
    EscalationRule.objects.create(plan=plan, kind=RESOLUTION, when="share", percent=20, what="notify_team")
    escalate_at_the_breach(plan)
    shorten(plan, to=25 * MINUTE)

    realign("09:31")
    watch("09:31")

    assert last_event(ticket, Event.Kind.TARGET_BREACHED).details["alerts"] is False
    assert reload().team == first_tier


@pytest.mark.slow
def test_what_waited_before_the_edit_is_told_when_it_is_realigned(ticket, plan, agent):
    EscalationRule.objects.create(
        plan=plan, kind=RESOLUTION, when="share", percent=50, what="notify_assignee"
    )
    revise_plan(plan)
    realign("09:00")
    shorten(plan, to=50 * MINUTE)

    realign("09:31")

    assert watch("09:31") == []
    assert told(ticket) == ["rule_applied John 09:25"]


def test_what_would_have_fallen_due_after_the_edit_is_judged_by_the_edit(ticket, plan, afternoons):
    with at(tuesday("09:59")):
        let_it_run_in(afternoons, plan)

    watch("10:01")
    realign("10:02")

    assert told(ticket) == []
    assert dues(reload().clock) == {RESOLUTION: "15:00"}


def test_what_falls_due_after_the_edit_is_told_though_nobody_has_realigned(ticket, plan):
    with at(tuesday("09:30")):
        shorten(plan, 45 * MINUTE)

    watch("10:01")

    breach = last_event(ticket, Event.Kind.TARGET_BREACHED)
    assert (breach.details["due_at"][11:16], breach.details["alerts"]) == ("09:45", True)
    assert Target.objects.get().breach_cause == Target.BreachCause.TIME


def test_what_fell_due_before_the_edit_did_so_whatever_holds_now(ticket, plan):
    with at(tuesday("10:30")):
        shorten(plan, 3 * HOUR)

    watch("10:31")

    breach, withdrawn = (
        ticket.events.get(kind=kind) for kind in (Event.Kind.TARGET_BREACHED, Event.Kind.BREACH_WITHDRAWN)
    )
    assert (breach.details["due_at"][11:16], breach.details["alerts"]) == ("10:00", True)
    assert withdrawn.details["due_at"][11:16] == "12:00"


def test_what_the_edit_itself_put_into_the_past_is_told_to_nobody(ticket, plan):
    with at(tuesday("09:40")):
        shorten(plan, 30 * MINUTE)

    realign("09:41")

    breach = last_event(ticket, Event.Kind.TARGET_BREACHED)
    assert (breach.details["due_at"][11:16], breach.details["alerts"]) == ("09:30", False)
    assert Target.objects.get().breach_cause == Target.BreachCause.CONFIGURATION
