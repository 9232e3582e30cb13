"""Whatever people and time do to a ticket, in whatever order: what is stored follows from its history."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, time
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from agents.errors import OperationRefused
from agents.models import Department
from sla.models import EscalationRule, Plan, Stop, Target
from sla.moment import at
from sla.operations.revise import revise_plan, revise_plans_of_departments
from sla.operations.set_openings import set_openings
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE, tuesday
from tests.factories.people import TeamFactory
from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tests.sla.counted import compare_with_the_count
from tests.sla.plans import make_plan, make_sev_a, make_sev_c
from tests.tickets.facts import assert_facts
from tickets.jobs.remind import remind
from tickets.jobs.watch_clocks import realign_clocks, watch_clocks
from tickets.models import Event, Status, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.set_due import set_due
from tickets.text.body import Body
from tickets.vocabulary import Source

HELLO = Body.from_text("Hello.")
STEPS = st.sampled_from([0, 1, 3, 7, 20, 90])
UNHURRIED = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
FEW = settings(UNHURRIED, max_examples=3, stateful_step_count=16, derandomize=True, phases=[Phase.generate])
MANY = settings(UNHURRIED, max_examples=25, stateful_step_count=30)


class Ticketing(RuleBasedStateMachine):
    """A ticket from half past seven on, with plans that warn, tell, raise and escalate."""

    def __init__(self, desk: SimpleNamespace) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.agent, self.requester = desk.agent, desk.requester
        self.plans, self.department = desk.plans, desk.topic.department_id
        self.now, self.is_settled = tuesday("07:30"), True
        with at(self.now):
            self.key = open_a_ticket(requester=self.requester, topic=desk.topic).pk

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def plan(self, number: int) -> Plan | None:
        """One of the plans as it is now; the last is none."""
        return Plan.objects.get(pk=self.plans[number]) if number < len(self.plans) else None

    def do(self, operation, *arguments, **named) -> None:
        """Let it happen now; what is refused does not."""
        with at(self.now), suppress(OperationRefused):
            operation(Ticket.objects.get(pk=self.key), *arguments, **named)
        self.is_settled = False

    @rule(minutes=STEPS)
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE
        self.is_settled = False

    @rule()
    def the_watcher_looks(self) -> None:
        with at(self.now):
            remind(0)
            watch_clocks(0)
        self.is_settled = True
        assert not Target.objects.due(self.now).filter(watch_at__lt=self.now).exists()

    @rule(minutes=st.sampled_from([5, 30, 200]), number=st.integers(0, 2))
    def the_plan_is_edited(self, minutes: int, number: int) -> None:
        plan = self.plan(number)
        plan.targets.filter(kind=TargetKind.RESOLUTION, priority=None).update(duration=minutes * MINUTE)
        revise_plan(plan)

    @rule(closes=st.sampled_from([12, 17]))
    def office_hours_are_edited(self, closes: int) -> None:
        week = {weekday: [(time(8), time(closes))] for weekday in range(5)}
        set_openings(self.plan(1).hours, week)

    @rule(are_office_hours=st.booleans())
    def the_department_runs_in_other_hours(self, are_office_hours: bool) -> None:
        hours = self.plan(1).hours if are_office_hours else None
        Department.objects.filter(pk=self.department).update(hours=hours)
        revise_plans_of_departments()

    @rule()
    def clocks_are_brought_in_line(self) -> None:
        with at(self.now):
            realign_clocks(0)

    @rule()
    def we_answer(self) -> None:
        self.do(reply_to_ticket, HELLO, by=self.agent)

    @rule()
    def they_write(self) -> None:
        self.do(receive_message, HELLO, by=self.requester, source=Source.WEB)

    @rule(minutes=st.sampled_from([None, 5, 60]))
    def we_wait(self, minutes: int | None) -> None:
        self.do(pend_ticket, by=self.agent, until=self.now + minutes * MINUTE if minutes else None)

    @rule()
    def we_wait_no_longer(self) -> None:
        self.do(resume_ticket, by=self.agent)

    @rule(end=st.sampled_from([resolve_ticket, close_ticket]))
    def it_ends(self, end) -> None:
        self.do(end, by=self.agent)

    @rule()
    def it_is_reopened(self) -> None:
        self.do(reopen_ticket, by=self.agent)

    @rule(priority=st.sampled_from(list(Priority)))
    def its_priority_changes(self, priority: Priority) -> None:
        self.do(prioritize_ticket, priority, by=self.agent)

    @rule(number=st.integers(0, 3))
    def its_plan_changes(self, number: int) -> None:
        self.do(replan_ticket, self.plan(number), by=self.agent)

    @rule(minutes=st.sampled_from([None, 10, 200]))
    def a_date_is_set(self, minutes: int | None) -> None:
        self.do(set_due, self.now + minutes * MINUTE if minutes else None, by=self.agent)

    @invariant()
    def what_is_stored_follows_from_history(self) -> None:
        """The facts of lists, the stops, every promise by the minute; told broken as often as it was."""
        ticket = Ticket.objects.select_related("clock__plan").get(pk=self.key)
        assert_facts(ticket)
        events = list(ticket.events.order_by("pk"))
        stored = {(stop.cause, stop.since, stop.until) for stop in ticket.clock.stops.all()}
        assert lasting(stored) == lasting(stops_told(events))
        targets = list(ticket.clock.targets.all())
        for target in targets:
            if target.is_unfinished and not ticket.clock.is_stale:
                compare_with_the_count(target, self.now, is_settled=self.is_settled)
        told = Counter(event.kind for event in events if not event.details.get("is_again"))
        broken = sum(target.breached_at is not None for target in targets)
        assert told[Event.Kind.TARGET_BREACHED] - told[Event.Kind.BREACH_WITHDRAWN] == broken


def lasting(stops: set) -> set:
    return {stop for stop in stops if stop[1] != stop[2]}


def stops_told(events: list[Event]) -> set[tuple[str, datetime, datetime | None]]:
    """When the clock stood still and why, from the events alone."""
    stops, since = set(), {}
    for event in events:
        ends_at = event.at
        if event.kind == Event.Kind.REMINDED:
            ends_at = datetime.fromisoformat(event.details["until"])
        is_stopping = (
            event.kind == Event.Kind.PENDED and Status.objects.get(name=event.details["after"]).stops_clock
        )
        is_done = event.kind in (Event.Kind.RESOLVED, Event.Kind.CLOSED)
        if Stop.Cause.PENDING in since and not is_stopping and event.kind in ENDS_WAITING:
            stops.add((Stop.Cause.PENDING, since.pop(Stop.Cause.PENDING), ends_at))
        if Stop.Cause.RESOLVED in since and event.kind == Event.Kind.REOPENED:
            stops.add((Stop.Cause.RESOLVED, since.pop(Stop.Cause.RESOLVED), ends_at))
        if is_stopping:
            since.setdefault(Stop.Cause.PENDING, event.at)
        if is_done:
            since.setdefault(Stop.Cause.RESOLVED, event.at)
    return stops | {(cause, at_, None) for cause, at_ in since.items()}


ENDS_WAITING = (
    Event.Kind.PENDED,
    Event.Kind.RESUMED,
    Event.Kind.REMINDED,
    Event.Kind.RESOLVED,
    Event.Kind.CLOSED,
)


@pytest.fixture
def desk(department, requester, supreme) -> SimpleNamespace:
    """Sev-A with its rules and shorter for what is high, Sev-C in office hours, and one of updates."""
    sev_a, sev_c = make_sev_a(), make_sev_c()
    sev_a.targets.create(kind=TargetKind.RESOLUTION, priority=Priority.HIGH, duration=10 * MINUTE)
    late = {"plan": sev_c, "kind": TargetKind.RESOLUTION, "when": "after", "after": 15 * MINUTE}
    for what in ("notify_team", "escalate"):
        EscalationRule.objects.create(**late, what=what)
    promised = dict.fromkeys([TargetKind.UPDATE, TargetKind.RESOLUTION], HOUR / 2)
    updates = make_plan("Updates", promised, hours_mode="department")
    team = TeamFactory(escalates_to=TeamFactory(tier=2))
    return SimpleNamespace(
        agent=supreme,
        requester=requester,
        topic=HelpTopicFactory(department=department, plan=sev_a, team=team),
        plans=[plan.pk for plan in (sev_a, sev_c, updates)],
    )


def test_a_few_days(desk):
    run_state_machine_as_test(lambda: Ticketing(desk), settings=FEW)


@pytest.mark.slow
def test_many_weeks(desk):
    run_state_machine_as_test(lambda: Ticketing(desk), settings=MANY)
