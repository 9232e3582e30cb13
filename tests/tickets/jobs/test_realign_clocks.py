"""Plans, hours and departments are edited: running tickets follow, and nobody is woken for it."""

from datetime import time

import pytest

from sla.models import Clock, EscalationRule, Firing, Target
from sla.moment import at
from sla.operations.revise import revise_plan
from sla.operations.set_openings import set_openings
from sla.target_kind import TargetKind
from sla.watching import stale_clocks
from tests.clock import HOUR, MINUTE, dues, tuesday
from tests.factories.tickets import open_a_ticket
from tests.jobs import run_jobs
from tests.sla.plans import make_office_hours, make_plan
from tests.tickets.facts import assert_facts
from tests.tickets.history import last_event
from tests.tickets.jobs.watching import realign, told, watch
from tickets.models import Delivery, Event
from tickets.operations.reopen import reopen_ticket
from tickets.operations.resolve import resolve_ticket

RESOLUTION = TargetKind.RESOLUTION


@pytest.fixture
def plan(department):
    """Solved within four hours of the department's; Support works from eight to five."""
    department.hours = make_office_hours()
    department.save()
    return make_plan("Sev-B", {RESOLUTION: 4 * HOUR}, hours_mode="department")


@pytest.fixture
def ticket(requester, department, agent, plan):
    """Opened at nine, due at one."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=plan, assignee=agent)


def shorten(plan, to):
    plan.targets.update(duration=to)
    revise_plan(plan)


def test_a_longer_promise_moves_what_is_due(ticket, plan):
    shorten(plan, to=6 * HOUR)

    realign("09:30")

    ticket.refresh_from_db()
    assert dues(ticket.clock) == {RESOLUTION: "15:00"}
    assert ticket.next_due_at == tuesday("15:00")
    assert_facts(ticket)


def test_so_do_other_hours(ticket, department):
    set_openings(department.hours, {1: [(time(11), time(18))]})

    realign("09:30")

    assert dues(ticket.clock) == {RESOLUTION: "15:00"}


@pytest.mark.slow
def test_and_a_department_that_an_administrator_lets_run_in_other_hours(ticket, department, admin, filled_in):
    early = make_office_hours("Early")
    set_openings(early, {1: [(time(6), time(11))], 2: [(time(6), time(11))]})
    page = f"/admin/agents/department/{department.pk}/change/"
    form = filled_in(admin.get(page))

    answer = admin.post(page, {**form, "hours": early.pk})
    realign("09:30")

    assert answer.status_code == 302
    clock = Clock.objects.get(pk=ticket.clock_id)
    assert clock.hours == early
    assert dues(clock) == {RESOLUTION: "08:00"}


@pytest.mark.slow
def test_what_that_breaks_is_recorded_and_nobody_is_told(ticket, plan):
    EscalationRule.objects.create(
        plan=plan, kind=RESOLUTION, when="share", percent=50, what="notify_assignee"
    )
    EscalationRule.objects.create(
        plan=plan, kind=RESOLUTION, when="after", after=30 * MINUTE, what="notify_assignee"
    )
    shorten(plan, to=HOUR)
    run_jobs()
    Delivery.objects.all().delete()

    realign("10:10")
    run_jobs()

    target = Target.objects.get()
    assert (target.breached_at, target.breach_cause) == (tuesday("10:00"), "configuration")
    assert last_event(ticket, Event.Kind.TARGET_BREACHED).details["alerts"] is False
    assert not Delivery.objects.exists()
    assert watch("10:11") == []
    assert Firing.objects.filter(is_silent=True).count() == 1
    assert watch("10:30") == ["John"], "what lies ahead is told as ever"
    assert told(ticket) == ["target_breached 10:00", "rule_applied John 10:30"]


@pytest.mark.slow
def test_a_breach_that_is_withdrawn_by_it_rings_no_bell_either(ticket, plan):
    watch("13:01")
    Delivery.objects.all().delete()
    shorten(plan, to=6 * HOUR)

    realign("13:05")
    run_jobs()

    assert last_event(ticket, Event.Kind.BREACH_WITHDRAWN)
    assert not Delivery.objects.exists()


@pytest.mark.slow
def test_what_fell_due_before_the_edit_is_still_told(ticket, plan, agent):
    shorten(plan, to=3 * HOUR)

    realign("13:05")
    run_jobs()

    breach = last_event(ticket, Event.Kind.TARGET_BREACHED)
    assert Delivery.objects.filter(act=breach.act, channel="mail").get().agent == agent
    assert Target.objects.get().breach_cause == "time"


def test_what_is_resolved_waits_until_it_runs_again(ticket, plan, agent):
    with at(tuesday("09:30")):
        resolve_ticket(ticket, by=agent)
    shorten(plan, to=6 * HOUR)

    assert list(stale_clocks()) == []

    with at(tuesday("10:30")):
        reopen_ticket(ticket, by=agent)
    realign("10:31")
    assert list(stale_clocks()) == []
    assert dues(ticket.clock) == {RESOLUTION: "16:00"}


def test_doing_it_twice_changes_nothing(ticket, plan):
    shorten(plan, to=6 * HOUR)
    realign("09:30")
    before = ticket.events.count()

    realign("09:31")

    assert ticket.events.count() == before
    assert list(stale_clocks()) == []


@pytest.mark.slow
@pytest.mark.parametrize("page", ["plan", "businesshours"])
def test_the_administrator_sees_how_far_it_is(ticket, requester, department, plan, admin, page):
    with at(tuesday("09:00")):
        other = open_a_ticket(requester=requester, department=department, plan=plan)
    key = plan.pk if page == "plan" else department.hours.pk
    address = f"/admin/sla/{page}/{key}/change/"
    before = admin.get(address).content.decode()
    shorten(plan, to=6 * HOUR)
    set_openings(department.hours, {1: [(time(8), time(18))]})
    half_way = Clock.objects.filter(pk=other.clock_id)
    half_way.update(plan_revision=2, hours_revision=2)

    meanwhile = admin.get(address).content.decode()
    realign("09:30")
    after = admin.get(address).content.decode()

    assert "recomputing: 1 of 2 done" in meanwhile
    assert "2, all computed by what stands here" in before
    assert "2, all computed by what stands here" in after
