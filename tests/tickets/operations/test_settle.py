"""What came due before an act is acted on first, however late the watcher: nothing depends on its minute."""

import pytest

from sla.models import EscalationRule, Firing, Target
from sla.moment import at
from sla.operations.revise import revise_plan
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE, tuesday
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.jobs import run_jobs
from tests.sla.plans import make_plan
from tests.tickets.facts import assert_facts
from tests.tickets.history import kinds, last_event
from tests.tickets.jobs.watching import realign, told, watch
from tickets.models import Delivery, Event
from tickets.operations.pend import pend_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body

FIRST, RESOLUTION = TargetKind.FIRST_RESPONSE, TargetKind.RESOLUTION


@pytest.fixture
def plan(db):
    """Answered and solved within an hour; no warning before 99 %."""
    return make_plan("Sev-A", {FIRST: HOUR, RESOLUTION: HOUR}, warning_percent=99)


@pytest.fixture
def second(db):
    return TeamFactory(name="Second tier", tier=2)


@pytest.fixture
def ticket(requester, department, plan, agent, second):
    """Opened at nine, John has it, Mary leads his team."""
    mary = agent_in(department, user__name="Mary")
    team = TeamFactory(name="First tier", members=[agent, mary], lead=mary, escalates_to=second)
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=plan, team=team, assignee=agent)


def rule(plan, what="notify_lead", kind=FIRST, when="share", **fields) -> EscalationRule:
    """An administrator adds a rule at nine; as a rule for when half of the time is used."""
    if when == "share":
        fields["percent"] = 50
    added = EscalationRule.objects.create(plan=plan, kind=kind, when=when, what=what, **fields)
    revise_plan(plan)
    realign("09:00")
    return added


def answer(ticket, agent):
    reply_to_ticket(ticket, Body.from_text("Hello"), by=agent)


def wait(ticket, agent):
    pend_ticket(ticket, by=agent)


def resolve(ticket, agent):
    resolve_ticket(ticket, by=agent)


def drop_the_plan(ticket, agent):
    replan_ticket(ticket, None, by=agent)


@pytest.mark.parametrize(
    ("do", "kind"),
    [
        (answer, FIRST),
        (resolve, RESOLUTION),
        pytest.param(answer, RESOLUTION, marks=pytest.mark.slow),
        pytest.param(wait, RESOLUTION, marks=pytest.mark.slow),
        pytest.param(resolve, FIRST, marks=pytest.mark.slow),
        pytest.param(drop_the_plan, FIRST, marks=pytest.mark.slow),
    ],
)
def test_a_rule_whose_moment_came_before_is_carried_out_once(ticket, plan, supreme, do, kind):
    rule(plan, kind=kind)

    with at(tuesday("09:35")):
        do(ticket, supreme)

    assert told(ticket) == ["rule_applied Mary 09:30"]
    assert watch("09:36") == []
    assert Firing.objects.get().due_at == tuesday("09:30")
    ticket.refresh_from_db()
    assert_facts(ticket)


@pytest.mark.slow
def test_whom_the_rule_names_hears_of_it(ticket, plan, supreme):
    rule(plan)

    with at(tuesday("09:35")):
        answer(ticket, supreme)
        run_jobs(only="tickets.publish")

    alerted = Delivery.objects.get(channel=Delivery.Channel.MAIL, agent__user__name="Mary")
    assert alerted.letter == Delivery.Letter.ALERT


@pytest.mark.slow
def test_it_stands_in_history_before_the_act(ticket, plan, supreme, second):
    rule(plan, what="escalate", kind=RESOLUTION, when="breach")

    with at(tuesday("10:01")):
        resolve(ticket, supreme)

    assert kinds(ticket)[-4:] == ["target_breached", "escalated", "resolved", "target_met"]
    ticket.refresh_from_db()
    assert ticket.team == second


@pytest.mark.slow
def test_it_is_an_act_of_its_own_so_that_whoever_answers_late_hears_of_it_as_well(ticket, plan, agent):
    rule(plan, what="notify_assignee")

    with at(tuesday("09:35")):
        answer(ticket, agent)
        run_jobs(only="tickets.publish")

    acts = [last_event(ticket, kind).act for kind in (Event.Kind.RULE_APPLIED, Event.Kind.REPLIED)]
    alerted = Delivery.objects.filter(channel=Delivery.Channel.MAIL, agent=agent, act__in=acts)
    assert [delivery.act for delivery in alerted] == acts[:1]


@pytest.mark.slow
def test_what_came_while_nobody_watched_is_late_for_no_act_that_came_first(ticket, plan, supreme):
    rule(plan)
    with at(tuesday("09:25")):
        answer(ticket, supreme)

    assert watch("09:35") == []
    assert told(ticket) == []


@pytest.mark.slow
def test_a_rule_that_raises_the_priority_does_so_before_an_agent_sets_it(ticket, plan, supreme):
    rule(plan, what="raise_priority", priority=Priority.EMERGENCY)

    with at(tuesday("09:35")):
        prioritize_ticket(ticket, Priority.HIGH, by=supreme)

    assert watch("09:36") == []
    ticket.refresh_from_db()
    assert ticket.priority == Priority.HIGH


class TestBeforeAnEdit:
    """What settings put into the past is told to nobody; what had come before them is."""

    @pytest.fixture
    def lead_told_at_half(self, ticket, plan):
        rule(plan, kind=RESOLUTION)

    @pytest.mark.slow
    def test_a_rule_is_told_though_the_edit_itself_breaks_the_promise(self, ticket, plan, lead_told_at_half):
        plan.targets.filter(kind=RESOLUTION).update(duration=20 * MINUTE)
        revise_plan(plan)

        realign("09:35")

        assert Target.objects.get(kind=RESOLUTION).breach_cause == "configuration"
        assert last_event(ticket, Event.Kind.TARGET_BREACHED).details["alerts"] is False
        assert told(ticket)[-1].startswith("rule_applied Mary")
        assert last_event(ticket, Event.Kind.RULE_APPLIED).details["is_superseded"] is False
        assert watch("09:36") == []

    @pytest.mark.slow
    def test_a_rule_whose_moment_the_edit_put_into_the_past_is_not(self, ticket, plan, lead_told_at_half):
        plan.targets.filter(kind=RESOLUTION).update(duration=20 * MINUTE)
        revise_plan(plan)

        realign("09:25")

        assert Target.objects.get(kind=RESOLUTION).breach_cause == "configuration"
        assert watch("09:40") == []
