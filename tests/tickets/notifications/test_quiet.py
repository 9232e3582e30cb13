"""Quiet hours: the bell at once, the mail in the morning, and none if there is nothing left to say."""

from datetime import time

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sla.models import BusinessHours, EscalationRule
from sla.moment import at
from sla.operations.set_openings import set_openings
from sla.priority import Priority
from tests.clock import DAY, HOUR, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.jobs import run_jobs
from tests.sla.plans import make_office_hours, make_plan
from tests.tickets.jobs.watching import watch
from tickets.jobs.send_delivery import send_delivery
from tickets.models import Delivery, Event
from tickets.operations.assign import assign_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

HELLO = Body.from_text("Hello")
MORNING = tuesday("08:00") + DAY


@pytest.fixture
def ticket(requester, department, agent):
    """John works from eight to five; he has a ticket, to be solved within twelve hours of nine."""
    department.hours = make_office_hours()
    department.save()
    agent.memberships.update(is_primary=True)
    plan = make_plan("Sev-B", {"resolution": 12 * HOUR})
    with at(tuesday("09:00")):
        ticket = open_a_ticket(requester=requester, department=department, plan=plan, assignee=agent)
        run_jobs()
    return ticket


def alert() -> Delivery:
    """The latest letter to an agent."""
    return Delivery.objects.filter(channel="mail", agent__isnull=False).latest("pk")


def evening_message(ticket, requester) -> Delivery:
    with at(tuesday("20:00")):
        receive_message(ticket, HELLO, by=requester, source=Source.WEB)
        run_jobs()
    return alert()


def in_the_morning(letter: Delivery) -> tuple[str, str]:
    with at(MORNING):
        send_delivery(letter.pk)
    letter.refresh_from_db()
    return letter.state, letter.error


@pytest.mark.slow
def test_by_day_it_is_mailed_at_once(ticket, requester, mailoutbox):
    with at(tuesday("16:59")):
        receive_message(ticket, HELLO, by=requester, source=Source.WEB)
        run_jobs()

    assert alert().state == Delivery.State.SENT
    assert mailoutbox[-1].to == ["john@example.com"]


def test_by_night_the_bell_rings_at_once_and_the_mail_comes_in_the_morning(ticket, requester, mailoutbox):
    letter = evening_message(ticket, requester)

    assert (letter.state, letter.deliver_after) == (Delivery.State.QUEUED, MORNING)
    assert Delivery.objects.get(channel="bell", act=letter.act).state == Delivery.State.SENT
    before = len(mailoutbox)
    assert in_the_morning(letter) == (Delivery.State.SENT, "")
    assert mailoutbox[before].to == ["john@example.com"]


@pytest.mark.slow
def test_its_job_waits_as_long(ticket, requester):
    letter = evening_message(ticket, requester)

    job = ProcrastinateJob.objects.get(queueing_lock=f"delivery-{letter.pk}", status="todo")
    assert job.scheduled_at == MORNING


@pytest.mark.slow
def test_an_emergency_is_mailed_at_night(ticket, requester, supreme):
    with at(tuesday("12:00")):
        prioritize_ticket(ticket, Priority.EMERGENCY, by=supreme)

    assert evening_message(ticket, requester).state == Delivery.State.SENT


@pytest.mark.slow
@pytest.mark.parametrize("over", [reply_to_ticket, resolve_ticket])
def test_what_is_over_by_then_is_not_mailed(ticket, requester, supreme, over):
    letter = evening_message(ticket, requester)
    with at(tuesday("21:00")):
        over(ticket, **({"body": HELLO} if over is reply_to_ticket else {}), by=supreme)

    assert in_the_morning(letter) == (Delivery.State.WITHHELD, Delivery.Fault.OVER)


@pytest.mark.slow
@pytest.mark.parametrize("is_answered", [False, True])
def test_a_message_that_asks_for_no_response_is_over_once_we_wrote_and_not_before(
    ticket, department, supreme, is_answered
):
    """An agent among the collaborators writes: nobody owes an answer, but whoever has the ticket reads it."""
    with at(tuesday("19:00")):
        add_collaborator(ticket, agent_in(department).email, by=supreme)
        reply_to_ticket(ticket, HELLO, by=supreme)
    letter = evening_message(ticket, ticket.collaborators.get().requester)
    if is_answered:
        with at(tuesday("21:00")):
            reply_to_ticket(ticket, HELLO, by=supreme)

    state, _fault = in_the_morning(letter)

    ticket.refresh_from_db()
    assert ticket.awaiting_since is None
    assert state == (Delivery.State.WITHHELD if is_answered else Delivery.State.SENT)


@pytest.mark.slow
def test_a_promise_kept_meanwhile_is_over_too_and_one_still_broken_is_not(ticket, supreme):
    watch("21:01")
    breach = alert()
    assert in_the_morning(breach)[0] == Delivery.State.SENT

    Delivery.objects.filter(pk=breach.pk).update(state="queued")
    with at(tuesday("22:00")):
        resolve_ticket(ticket, by=supreme)
    assert in_the_morning(breach)[0] == Delivery.State.WITHHELD


@pytest.mark.slow
def test_what_a_rule_tells_of_a_breach_is_over_when_the_breach_is_withdrawn(ticket, supreme):
    EscalationRule.objects.create(
        plan=ticket.clock.plan, kind="resolution", when="breach", what="notify_assignee"
    )
    watch("21:01")
    letter = alert()
    kinds = Event.objects.filter(act=letter.act).values_list("kind", flat=True)
    assert {*kinds} == {"target_breached", "rule_applied"}
    assert in_the_morning(letter)[0] == Delivery.State.SENT

    Delivery.objects.filter(pk=letter.pk).update(state="queued")
    longer = make_plan("Sev-C", {"resolution": 200 * HOUR})
    with at(tuesday("22:00")):
        replan_ticket(ticket, longer, by=supreme)
    assert in_the_morning(letter)[0] == Delivery.State.WITHHELD


@pytest.mark.slow
def test_what_was_assigned_is_told_in_the_morning_though_it_was_answered(ticket, supreme, agent, requester):
    with at(tuesday("09:10")):
        assign_ticket(ticket, assignee=supreme, by=supreme)
    with at(tuesday("20:00")):
        assign_ticket(ticket, assignee=agent, by=supreme)
        run_jobs()
    letter = alert()
    with at(tuesday("21:00")):
        reply_to_ticket(ticket, HELLO, by=supreme)

    assert in_the_morning(letter)[0] == Delivery.State.SENT


@pytest.mark.slow
def test_a_morning_that_became_a_holiday_is_quiet_as_well(ticket, requester, department):
    letter = evening_message(ticket, requester)
    department.hours.holidays.create(on=MORNING.date(), name="Founders' day")

    assert in_the_morning(letter)[0] == Delivery.State.QUEUED
    assert letter.deliver_after == MORNING + DAY


@pytest.mark.slow
@pytest.mark.parametrize("hours", ["none", "never open"])
def test_hours_that_never_open_hold_nothing_back(ticket, requester, department, hours):
    if hours == "none":
        department.hours = None
        department.save()
    else:
        set_openings(BusinessHours.objects.get(), {})

    assert evening_message(ticket, requester).state == Delivery.State.SENT


@pytest.mark.slow
def test_people_who_ask_are_answered_at_any_hour(ticket, supreme):
    with at(tuesday("23:00")):
        reply_to_ticket(ticket, HELLO, by=supreme)
        run_jobs()

    assert Delivery.objects.get(letter="response").state == Delivery.State.SENT


@pytest.mark.slow
def test_the_next_opening_is_the_agents_own_and_not_the_tickets(ticket, requester, department, agent):
    late = make_office_hours("Late shift")
    set_openings(late, {1: [(time(18), time(23))]})
    home = agent.memberships.get().department.__class__.objects.create(name="Night shift", hours=late)
    agent.memberships.update(is_primary=False)
    agent.memberships.create(department=home, role=agent.memberships.get().role, is_primary=True)

    assert evening_message(ticket, requester).state == Delivery.State.SENT
