"""The watcher: what time brings upon tickets happens once, in time or late, and dated right."""

import pytest

from agents.models import RuleAudience
from sla.models import BusinessHours, EscalationRule, Firing, Plan, Target
from sla.moment import at
from sla.operations.revise import revise_plan
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import DAY, HOUR, MINUTE, dues, tuesday
from tests.factories.people import DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.jobs import run_jobs
from tests.sla.plans import make_office_hours, make_plan
from tests.tickets.facts import assert_facts
from tests.tickets.history import kinds, last_event
from tests.tickets.jobs.watching import realign, told, watch
from tests.tickets.mail.outbound.letters import letters_to
from tickets.jobs.watch_clocks import watch_clocks
from tickets.models import Delivery, Event
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.set_due import set_due
from tickets.text.body import Body

RESOLUTION = TargetKind.RESOLUTION
HELLO = Body.from_text("Hello")


@pytest.fixture
def plan(db):
    """Solved within an hour."""
    return make_plan("Sev-A", {RESOLUTION: HOUR})


@pytest.fixture
def manager(department):
    department.manager = agent_in(department, user__name="Manager")
    department.save()
    return department.manager


@pytest.fixture
def lead(department):
    return agent_in(department, user__name="Lead")


@pytest.fixture
def second(db):
    return TeamFactory(name="Second tier", tier=2)


@pytest.fixture
def team(agent, lead, second):
    return TeamFactory(name="First tier", members=[agent, lead], lead=lead, escalates_to=second)


@pytest.fixture
def ticket(requester, department, plan, team, agent, manager):
    """Opened at nine, John has it: at risk at 09:48, due at 10:00."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=plan, team=team, assignee=agent)


def rule(plan, *, what: str, when: str = "breach", **fields) -> EscalationRule:
    """An administrator adds a rule around the resolution, at nine."""
    added = EscalationRule.objects.create(plan=plan, kind=RESOLUTION, when=when, what=what, **fields)
    revise_plan(plan)
    realign("09:00")
    return added


class TestWarningsAndBreaches:
    @pytest.mark.slow
    def test_whoever_has_it_is_warned_once_when_four_fifths_are_used(self, ticket):
        assert watch("09:47") == []
        assert watch("09:48") == ["John"]
        assert watch("09:49") == []

        assert told(ticket) == ["target_warned 09:48"]

    @pytest.mark.slow
    def test_the_letter_says_what_is_at_risk_and_until_when(self, ticket):
        watch("09:48")

        letter = letters_to("john@example.com")[-1]

        assert "Resolution: promise at risk, due Tue 3 Mar 2026, 10:00 UTC" in letter.body

    def test_a_breach_tells_assignee_lead_and_manager_once(self, ticket):
        watch("09:50")

        assert watch("10:00") == []
        assert watch("10:01") == ["John", "Lead", "Manager"]
        assert watch("10:02") == []

        assert told(ticket) == ["target_warned 09:48", "target_breached 10:00"]
        ticket.refresh_from_db()
        assert_facts(ticket)

    def test_after_a_day_without_worker_there_is_one_alert_dated_right(self, ticket):
        with at(tuesday("12:00") + DAY):
            run_jobs()
            watch_clocks(0)
            run_jobs()

        assert told(ticket) == ["target_breached 10:00"]
        alerts = [letter.body for letter in letters_to("john@example.com") if "promise" in letter.body]
        assert len(alerts) == 1
        assert "promise broken, due Tue 3 Mar 2026, 10:00 UTC" in alerts[0]
        assert "at risk" not in alerts[0]

    @pytest.mark.slow
    def test_what_an_operation_told_already_is_not_told_again(self, ticket, agent):
        with at(tuesday("10:05")):
            reply_to_ticket(ticket, HELLO, by=agent)

        assert watch("10:06") == []
        assert told(ticket) == ["target_breached 10:00"]

    @pytest.mark.slow
    @pytest.mark.parametrize("end", [resolve_ticket, pend_ticket])
    def test_what_is_over_or_waits_is_left_alone(self, ticket, agent, end):
        with at(tuesday("09:30")):
            end(ticket, by=agent)

        assert watch("12:00") == []
        assert told(ticket) == []

    @pytest.mark.slow
    def test_nothing_is_found_where_all_is_told(self, ticket):
        watch("10:01")

        assert not Target.objects.due(tuesday("23:00")).exists()


class TestRules:
    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("what", "who"),
        [
            ("notify_assignee", "John"),
            ("notify_lead", "Lead"),
            ("notify_manager", "Manager"),
            ("notify_audience", "Nora"),
        ],
    )
    def test_tell_whom_they_name(self, ticket, plan, department, what, who):
        half = rule(plan, when="share", percent=50, what=what)
        audience = RuleAudience.objects.create(rule=half)
        audience.agents.add(agent_in(department, user__name="Nora"))

        assert watch("09:30") == [who]
        assert watch("09:31") == []

        assert told(ticket) == [f"rule_applied {who} 09:30"]
        assert last_event(ticket, Event.Kind.RULE_APPLIED).details["rule"] == "Sev-A, Resolution, at 50 %"

    @pytest.mark.slow
    def test_tell_the_whole_team(self, ticket, plan):
        rule(plan, when="share", percent=50, what="notify_team")

        assert watch("09:30") == ["John", "Lead"]

    @pytest.mark.slow
    def test_tell_the_manager_where_there_is_nobody_to_tell(self, ticket, plan, team):
        rule(plan, when="share", percent=50, what="notify_lead")
        team.lead = None
        team.save()

        assert watch("09:30") == ["Manager"]

    @pytest.mark.slow
    def test_name_nobody_who_does_not_see_the_ticket(self, ticket, plan, department):
        outsider = agent_in(DepartmentFactory(name="Elsewhere"), user__name="Xena")
        audience = RuleAudience.objects.create(rule=rule(plan, what="notify_audience"))
        audience.agents.add(outsider)

        assert watch("10:01") == ["John", "Lead", "Manager"]
        assert told(ticket) == ["target_breached 10:00", "rule_applied Manager 10:00"]

    @pytest.mark.slow
    def test_say_so_where_the_manager_does_not_see_it_either(self, ticket, plan, department):
        department.manager = agent_in(DepartmentFactory(name="Elsewhere"), user__name="Xena")
        department.save()
        rule(plan, what="notify_manager")

        assert watch("10:01") == ["John", "Lead"]
        assert told(ticket) == ["target_breached 10:00", "rule_applied 10:00"]

    def test_raise_the_priority_and_never_lower_it(self, ticket, plan, agent):
        rule(plan, when="share", percent=50, what="raise_priority", priority=Priority.HIGH)
        rule(plan, when="share", percent=60, what="raise_priority", priority=Priority.NORMAL)

        watch("09:40")

        ticket.refresh_from_db()
        assert ticket.priority == Priority.HIGH
        event = last_event(ticket, Event.Kind.PRIORITIZED)
        assert (event.author, event.comment) == (None, "Sev-A, Resolution, at 50 %")

    @pytest.mark.slow
    def test_a_priority_that_rises_moves_other_moments_and_comes_to_an_end(self, ticket, plan):
        plan.targets.create(kind=RESOLUTION, priority=Priority.HIGH, duration=20 * MINUTE)
        plan.targets.create(kind=RESOLUTION, priority=Priority.EMERGENCY, duration=10 * MINUTE)
        rule(plan, when="share", percent=50, what="raise_priority", priority=Priority.HIGH)
        rule(plan, what="raise_priority", priority=Priority.EMERGENCY)
        rule(plan, when="share", percent=90, what="notify_lead")

        assert watch("09:30") == ["John", "Lead", "Manager"]
        assert watch("09:31") == []

        ticket.refresh_from_db()
        assert ticket.priority == Priority.EMERGENCY
        assert dues(ticket.clock) == {RESOLUTION: "09:10"}
        assert told(ticket) == ["target_breached 09:20"]
        assert kinds(ticket).count("prioritized") == 2

    def test_hand_it_to_the_next_tier_with_a_note_that_names_the_rule(self, ticket, plan, agent, second):
        rule(plan, what="escalate")

        watch("10:01")

        ticket.refresh_from_db()
        assert (ticket.team, ticket.assignee) == (second, None)
        assert ticket.escalations.get().giver == agent
        note = last_event(ticket, Event.Kind.ESCALATED).entry
        assert note.body_text.startswith("By the rule Sev-A, Resolution, at the breach; due Tue 3 Mar")
        assert watch("10:02") == []

    @pytest.mark.slow
    def test_without_a_next_tier_the_manager_is_told(self, ticket, plan, team):
        rule(plan, when="share", percent=50, what="escalate")
        team.escalates_to = None
        team.save()

        assert watch("09:30") == ["Manager"]

        assert told(ticket) == ["not_escalated 09:30"]
        assert not ticket.escalations.exists()

    @pytest.mark.slow
    def test_of_several_that_passed_each_person_gets_one_alert_with_the_last(self, ticket, plan):
        rule(plan, when="share", percent=50, what="notify_manager")
        rule(plan, when="after", after=15 * MINUTE, what="notify_lead")

        assert watch("11:00") == ["John", "Lead", "Manager"]

        assert told(ticket) == [
            "target_breached 10:00",
            "rule_applied Manager 09:30",
            "rule_applied Lead 10:15",
        ]
        letter = letters_to("john@example.com")[-1].body
        assert "at 50 %" not in letter
        assert "15 min after the breach: Lead told" in letter

    @pytest.mark.slow
    def test_of_the_breach_whoever_had_it_is_told_though_a_rule_hands_it_on(self, ticket, plan):
        rule(plan, what="notify_assignee")
        rule(plan, what="escalate")

        assert "John" in watch("10:01")

    @pytest.mark.slow
    def test_so_long_after_the_breach_is_silent_while_stopped(self, ticket, plan, agent):
        rule(plan, when="after", after=15 * MINUTE, what="notify_lead")
        watch("10:05")
        with at(tuesday("10:10")):
            pend_ticket(ticket, by=agent)
        assert watch("10:30") == []
        with at(tuesday("11:00")):
            resume_ticket(ticket, by=agent)

        assert watch("11:04") == []
        assert watch("11:05") == ["Lead"]

    @pytest.mark.slow
    def test_a_breach_that_was_told_silences_the_alerts_before_it(self, ticket, plan, agent):
        plan.targets.create(kind=RESOLUTION, priority=Priority.HIGH, duration=20 * MINUTE)
        rule(plan, when="share", percent=50, what="notify_lead")
        with at(tuesday("09:25")):
            prioritize_ticket(ticket, Priority.HIGH, by=agent)

        assert watch("09:26") == []

        assert told(ticket) == ["target_breached 09:20"]
        assert Firing.objects.filter(is_silent=True).count() == 1

    @pytest.mark.slow
    def test_a_new_round_arms_what_lies_ahead_and_nothing_that_has_passed(self, ticket, plan, agent):
        longer = make_plan("Sev-B", {RESOLUTION: 4 * HOUR})
        rule(longer, when="share", percent=25, what="notify_lead")
        rule(longer, when="share", percent=50, what="notify_manager")
        watch("10:01")
        with at(tuesday("10:30")):
            replan_ticket(ticket, longer, by=agent)

        assert watch("10:31") == []
        assert watch("11:00") == ["Manager"]
        assert watch("12:12") == ["John"]
        assert told(ticket)[1:] == ["rule_applied Manager 11:00", "target_warned 12:12"]

    @pytest.mark.slow
    @pytest.mark.parametrize("has_other", [True, False])
    def test_what_was_done_stays_done_though_the_plan_goes_and_comes_back(
        self, ticket, plan, agent, second, has_other
    ):
        """Breached at ten and handed on, by the same moment again the ticket goes to no third tier."""
        second.escalates_to = TeamFactory(name="Third tier", tier=3)
        second.save()
        rule(plan, what="escalate")
        rule(plan, what="notify_lead", when="after", after=HOUR)
        watch("10:01")
        other = make_plan("Sev-B", {RESOLUTION: 4 * HOUR}) if has_other else None
        as_it_is_now = Plan.objects.get(pk=plan.pk)
        for reading, to in (("10:30", other), ("10:40", as_it_is_now)):
            with at(tuesday(reading)):
                replan_ticket(ticket, to, by=agent)

        watch("10:41")
        ticket.refresh_from_db()

        assert ticket.team == second
        assert Firing.objects.filter(rule__what="escalate").count() == 1
        assert kinds(ticket).count("escalated") == 1
        watch("11:01")
        assert kinds(ticket).count("rule_applied") == 1


class TestDueDatesByHand:
    """Set at ten for three o'clock: near from two on."""

    @pytest.fixture
    def ticket(self, requester, department, team, agent, manager):
        with at(tuesday("09:00")):
            ticket = open_a_ticket(requester=requester, department=department, team=team, assignee=agent)
        with at(tuesday("10:00")):
            set_due(ticket, tuesday("15:00"), by=agent)
        return ticket

    @pytest.mark.slow
    def test_are_warned_of_and_told_when_they_pass(self, ticket):
        assert watch("13:59") == []
        assert watch("14:00") == ["John"]
        assert watch("14:01") == []
        assert watch("15:01") == ["John", "Lead", "Manager"]
        assert watch("15:02") == []

        assert told(ticket) == ["due_warned 14:00", "due_missed 15:00"]
        assert not ticket.clock.targets.exists()

    @pytest.mark.slow
    def test_are_told_late_once(self, ticket):
        assert watch("20:00") == ["John", "Lead", "Manager"]
        assert watch("20:01") == []

        assert told(ticket) == ["due_missed 15:00"]

    @pytest.mark.slow
    def test_are_told_anew_when_they_are_moved(self, ticket, agent):
        watch("15:01")
        with at(tuesday("15:30")):
            set_due(ticket, tuesday("16:30"), by=agent)

        assert watch("16:18") == ["John"]
        assert watch("16:31") == ["John", "Lead", "Manager"]

    @pytest.mark.slow
    def test_are_nobodys_business_once_it_is_resolved(self, ticket, agent):
        with at(tuesday("13:00")):
            resolve_ticket(ticket, by=agent)

        assert watch("20:00") == []

    @pytest.mark.slow
    def test_stand_before_the_plans_own_warnings_and_rules(self, ticket, plan, agent):
        rule(plan, when="share", percent=50, what="notify_lead")
        with at(tuesday("10:00")):
            replan_ticket(ticket, plan, by=agent)

        assert watch("12:00") == []
        assert told(ticket) == ["target_breached 11:00"]


class TestBreachesBehindADueDateByHand:
    """John's ticket is due at ten by its plan, and at three by hand."""

    @pytest.fixture(autouse=True)
    def set_by_hand(self, ticket, supreme):
        with at(tuesday("09:30")):
            set_due(ticket, tuesday("15:00"), by=supreme)

    def remove(self, ticket, supreme, reading):
        with at(tuesday(reading)):
            set_due(ticket, None, by=supreme)

    @pytest.mark.slow
    def test_are_told_once_it_is_gone(self, ticket, supreme):
        assert watch("10:01") == []
        self.remove(ticket, supreme, "11:00")
        with at(tuesday("11:00")):
            run_jobs(only="tickets.publish")

        breach = last_event(ticket, Event.Kind.TARGET_BREACHED)
        mails = Delivery.objects.filter(act=breach.act, channel="mail", agent__isnull=False)
        assert (breach.details["at"][11:16], breach.details["alerts"]) == ("10:00", True)
        assert "John" in [str(mail.agent) for mail in mails]

        count = ticket.events.filter(kind=Event.Kind.TARGET_BREACHED).count()
        with at(tuesday("11:10")):
            set_due(ticket, tuesday("16:00"), by=supreme)
        self.remove(ticket, supreme, "11:20")
        assert ticket.events.filter(kind=Event.Kind.TARGET_BREACHED).count() == count

    @pytest.mark.slow
    def test_if_there_were_any(self, ticket, supreme):
        self.remove(ticket, supreme, "09:50")

        assert not ticket.events.filter(kind=Event.Kind.TARGET_BREACHED).exists()

    @pytest.mark.slow
    def test_unless_settings_made_them(self, ticket, plan, supreme):
        plan.targets.filter(kind=TargetKind.RESOLUTION).update(duration=10 * MINUTE)
        revise_plan(plan)
        realign("09:40")

        self.remove(ticket, supreme, "09:50")

        alerts = ticket.events.filter(kind=Event.Kind.TARGET_BREACHED).values_list("details__alerts")
        assert list(alerts) == [(False,)]


def test_one_that_fails_holds_up_no_other(ticket, requester, department, agent, caplog):
    """The hours of one are in a zone that this machine doesn't know."""
    hours = make_office_hours()
    plan = make_plan("Abroad", {RESOLUTION: 30 * MINUTE}, hours_mode="these", hours=hours)
    with at(tuesday("09:00")):
        abroad = open_a_ticket(requester=requester, department=department, plan=plan, assignee=agent)
    rule(plan, what="notify_lead", when="after", after=HOUR)
    BusinessHours.objects.filter(pk=hours.pk).update(zone="Mars/Base")

    with pytest.raises(ExceptionGroup):
        watch("09:48")

    assert (told(abroad), told(ticket)) == ([], ["target_warned 09:48"])
    assert f"ticket #{abroad.number}" in caplog.text
    BusinessHours.objects.filter(pk=hours.pk).update(zone="UTC")
    assert watch("09:49") == ["John", "Manager"]
    assert told(abroad) == ["target_breached 09:30"]
