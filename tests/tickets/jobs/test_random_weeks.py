"""Whatever people and time do to a ticket, in whatever order: what is stored follows from its history."""

from contextlib import suppress
from datetime import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from agents.errors import OperationRefused
from agents.permissions import EVERY_CODE
from sla.models import EscalationRule, Stop, Target
from sla.moment import at
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE, tuesday
from tests.factories.people import DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
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
FEW = settings(UNHURRIED, max_examples=2, stateful_step_count=9, derandomize=True)
MANY = settings(UNHURRIED, max_examples=25, stateful_step_count=30)


class Ticketing(RuleBasedStateMachine):
    """A ticket from half past seven on, with plans that warn, tell, raise and escalate."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now, self.is_settled = tuesday("07:30"), True
        department = DepartmentFactory()
        self.agent = agent_in(department, permissions=EVERY_CODE)
        self.requester = RequesterFactory()
        self.plans = [*make_plans(), None]
        team = TeamFactory(escalates_to=TeamFactory(tier=2))
        with at(self.now):
            self.key = open_a_ticket(
                requester=self.requester, department=department, plan=self.plans[0], team=team
            ).pk

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

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
        plan = self.plans[number]
        plan.targets.filter(kind=TargetKind.RESOLUTION, priority=None).update(duration=minutes * MINUTE)
        type(plan).objects.filter(pk=plan.pk).update(revision=plan.revision + 1)
        plan.refresh_from_db()
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
        self.do(replan_ticket, self.plans[number], by=self.agent)

    @rule(minutes=st.sampled_from([None, 10, 200]))
    def a_date_is_set(self, minutes: int | None) -> None:
        self.do(set_due, self.now + minutes * MINUTE if minutes else None, by=self.agent)

    @invariant()
    def what_lists_need_is_right(self) -> None:
        assert_facts(Ticket.objects.get(pk=self.key))

    @invariant()
    def it_stood_still_when_its_history_says_so(self) -> None:
        ticket = Ticket.objects.get(pk=self.key)
        stored = {(stop.cause, stop.since, stop.until) for stop in ticket.clock.stops.all()}
        assert lasting(stored) == lasting(stops_told(ticket))

    @invariant()
    def what_is_promised_is_what_is_counted(self) -> None:
        clock = Ticket.objects.get(pk=self.key).clock
        for target in clock.targets.unfinished():
            compare_with_the_count(target, self.now, is_settled=self.is_settled)

    @invariant()
    def a_promise_is_told_broken_as_often_as_it_was(self) -> None:
        events = Event.objects.filter(ticket=self.key)
        told = events.filter(kind=Event.Kind.TARGET_BREACHED).count()
        withdrawn = events.filter(kind=Event.Kind.BREACH_WITHDRAWN).count()
        assert told - withdrawn == Target.objects.breached().count()


def lasting(stops: set) -> set:
    return {stop for stop in stops if stop[1] != stop[2]}


def stops_told(ticket: Ticket) -> set[tuple[str, datetime, datetime | None]]:
    """When the clock stood still and why, from the events alone."""
    stops, since = set(), {}
    for event in ticket.events.order_by("pk"):
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


def make_plans():
    """Sev-A with its rules and shorter for what is high, Sev-C in office hours, and one of updates."""
    sev_a = make_sev_a()
    sev_a.targets.create(kind=TargetKind.RESOLUTION, priority=Priority.HIGH, duration=10 * MINUTE)
    sev_c = make_sev_c()
    for what in ("notify_team", "escalate"):
        EscalationRule.objects.create(
            plan=sev_c, kind=TargetKind.RESOLUTION, when="after", after=15 * MINUTE, what=what
        )
    updates = make_plan(
        "Updates", {kind: HOUR / 2 for kind in TargetKind if kind != TargetKind.FIRST_RESPONSE}
    )
    return [sev_a, sev_c, updates]


@pytest.mark.django_db
def test_a_few_days():
    run_state_machine_as_test(Ticketing, settings=FEW)


@pytest.mark.slow
@pytest.mark.django_db
def test_many_weeks():
    run_state_machine_as_test(Ticketing, settings=MANY)
