"""Several watchers, and watchers among people at work, on real connections: everything happens once."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from agents.errors import OperationRefused
from sla.models import EscalationRule, Firing
from sla.moment import at, now
from sla.operations.revise import revise_plan
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE
from tests.connections import while_held
from tests.factories.people import TeamFactory
from tests.factories.tickets import open_a_ticket
from tests.jobs import deferred, run_worker
from tests.sla.plans import make_plan
from tests.tickets.facts import assert_facts
from tests.tickets.history import kinds
from tickets.actor import SYSTEM
from tickets.history import act
from tickets.jobs.watch_clocks import realign_clocks, watch_clocks
from tickets.models import Ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.operations.watch import watch_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

pytestmark = pytest.mark.usefixtures("committed")

HELLO = Body.from_text("Hello.")
RULES = [
    {"when": "share", "percent": 50, "what": "notify_assignee"},
    {"when": "breach", "what": "escalate"},
    {"when": "breach", "what": "raise_priority", "priority": Priority.HIGH},
]


@pytest.fixture
def plan(db):
    plan = make_plan("Sev-A", {TargetKind.RESOLUTION: HOUR})
    for rule in RULES:
        EscalationRule.objects.create(plan=plan, kind=TargetKind.RESOLUTION, **rule)
    return plan


@pytest.fixture
def late(requester, department, agent, plan):
    """Broken for an hour, and nobody has watched."""
    team = TeamFactory(name="First tier", members=[agent], escalates_to=TeamFactory(name="Second", tier=2))
    with at(now() - 2 * HOUR):
        return open_a_ticket(requester=requester, department=department, plan=plan, team=team, assignee=agent)


ONCE = ["target_breached", "rule_applied", "escalated", "prioritized"]


def test_two_watchers_do_everything_once(late):
    while_held(lambda: watch_clocks(0), lambda: watch_clocks(0))

    assert kinds(late) == ONCE
    assert Firing.objects.count() == 3
    assert len(deferred("tickets.publish")) == 2  # the opening, and what the watcher did


@pytest.mark.slow
def test_what_a_watcher_did_that_died_before_the_end_is_done_by_the_next(late):
    def die_half_way() -> None:
        with act():
            watch_ticket(Ticket.objects.get(pk=late.pk))
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with ThreadPoolExecutor(1) as pool:
        death = pool.submit(die_half_way).exception()
    assert isinstance(death, OperationalError)
    assert (kinds(late), Firing.objects.count()) == ([], 0)

    watch_clocks(0)

    assert kinds(late) == ONCE


@pytest.mark.slow
def test_a_watcher_waits_for_whoever_answers_and_finds_all_done(late, agent):
    while_held(lambda: reply_to_ticket(late, HELLO, by=agent), lambda: watch_clocks(0))

    assert kinds(late) == [*ONCE, "replied"]
    assert Firing.objects.count() == 3


@pytest.mark.slow
def test_whoever_answers_waits_for_a_watcher(late, agent):
    while_held(
        lambda: watch_clocks(0), lambda: reply_to_ticket(Ticket.objects.get(pk=late.pk), HELLO, by=agent)
    )

    assert kinds(late) == [*ONCE, "replied"]


@pytest.mark.slow
def test_an_edited_plan_and_a_watcher_take_turns(late, plan):
    plan.targets.update(duration=3 * HOUR)
    revise_plan(plan)

    while_held(lambda: realign_clocks(0), lambda: watch_clocks(0))

    assert kinds(late) == ["target_breached", "breach_withdrawn"]


@pytest.mark.slow
def test_the_worker_itself_watches(late, mailoutbox):
    watch_clocks.defer(timestamp=0)

    run_worker()

    assert kinds(late) == ONCE
    assert any("promise broken" in letter.body for letter in mailoutbox)


@pytest.mark.slow
def test_people_at_work_among_watchers_and_edits_never_wait_for_each_other_in_a_ring(
    late, requester, department, agent, plan
):
    with at(now() - HOUR):
        keys = [late.pk] + [
            open_a_ticket(requester=requester, department=department, plan=plan, team=late.team).pk
            for _each in range(3)
        ]

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(_work, number, keys, agent, requester, plan) for number in range(4)]
    for work in done:
        work.result()

    for ticket in Ticket.objects.filter(pk__in=keys):
        assert_facts(ticket)
    rows = Firing.objects.values_list("target", "rule", "round")
    assert len(rows) == len(set(rows)) > 4


def _work(number, keys, agent, requester, plan):
    chance = random.Random(number)
    try:
        for _each in range(40):
            ticket = Ticket.objects.get(pk=chance.choice(keys))
            act = chance.choice([*_ACTS, None])
            try:
                if act is None:
                    plan.targets.update(duration=timedelta(minutes=chance.randrange(30, 200)))
                    revise_plan(plan)
                else:
                    act(ticket, agent, requester)
            except OperationRefused:
                pass
    finally:
        connection.close()


_ACTS = [
    lambda ticket, agent, requester: watch_clocks(0),
    lambda ticket, agent, requester: watch_clocks(0),
    lambda ticket, agent, requester: realign_clocks(0),
    lambda ticket, agent, requester: reply_to_ticket(ticket, HELLO, by=agent),
    lambda ticket, agent, requester: receive_message(ticket, HELLO, by=requester, source=Source.WEB),
    lambda ticket, agent, requester: pend_ticket(ticket, by=SYSTEM, until=now() + MINUTE),
    lambda ticket, agent, requester: resume_ticket(ticket, by=SYSTEM),
    lambda ticket, agent, requester: prioritize_ticket(ticket, Priority.LOW, by=SYSTEM),
]
