"""The first of the user's own three tickets, told through the verbs of tickets (SLA.md, Worked example)."""

from contextlib import contextmanager

import pytest

from sla.moment import at
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, open_a_ticket, status_named
from tests.jobs import deferred
from tests.sla.plans import make_sev_a, make_sev_b
from tests.tickets.facts import assert_facts
from tests.tickets.history import kinds
from tickets.models import Delivery, Event, Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State

FIRST, NEXT, UPDATE, RESOLUTION = (
    TargetKind.FIRST_RESPONSE,
    TargetKind.NEXT_RESPONSE,
    TargetKind.UPDATE,
    TargetKind.RESOLUTION,
)


@pytest.fixture
def story(department, requester, agent):
    """Who and what takes part: James asks, John of Support answers, the engineers are the second tier."""
    engineer = agent_in(department, user__name="Amara")
    engineers = TeamFactory(name="Level II Support", tier=2, members=[engineer])
    return {
        "problem": HelpTopicFactory(name="Report a Problem", department=department, plan=make_sev_b()),
        "outage": HelpTopicFactory(name="Business Critical Outage", department=department),
        "sev_a": make_sev_a(),
        "banking": TeamFactory(name="Online Banking", escalates_to=engineers, members=[agent]),
        "engineers": engineers,
        "amara": engineer,
    }


def test_the_bank_is_down(story, requester, agent):
    john, james = agent, requester

    with step("09:05"):
        ticket = open_a_ticket(
            requester=james,
            topic=story["problem"],
            subject="Entire mobile/online banking system is down",
        )
    assert (ticket.state, ticket.clock.plan.name) == (State.OPEN, "Sev-B")

    with step("09:09"):
        replan_ticket(ticket, story["sev_a"], by=john, comment="All customers are locked out.")
        prioritize_ticket(ticket, Priority.EMERGENCY, by=john)
        retopic_ticket(ticket, story["outage"], by=john)
    assert ticket.clock.plan == story["sev_a"]  # John chose it, so the topic is not asked
    assert dues(ticket.clock) == {FIRST: "09:20", RESOLUTION: "10:05"}
    assert (ticket.next_due_at, ticket.next_risk_at) == (tuesday("09:20"), tuesday("09:17"))

    with step("09:12"):
        reply_to_ticket(ticket, Body.from_text("We see it too."), by=john)
    assert ticket.assignee == john
    assert dues(ticket.clock) == {UPDATE: "10:12", RESOLUTION: "10:05"}

    with step("09:14"):
        assign_ticket(ticket, team=story["banking"], by=john)
        note_on_ticket(ticket, Body.from_text("The login service answers 503."), by=john)
    assert (ticket.team, ticket.assignee) == (story["banking"], john)

    with step("09:18"):
        escalate_ticket(ticket, by=john, comment="Tried: restarted. Asked: find out why.")
        claim_ticket(ticket, by=story["amara"])
    assert (ticket.team, ticket.assignee) == (story["engineers"], story["amara"])
    assert dues(ticket.clock) == {UPDATE: "10:12", RESOLUTION: "10:05"}  # the plan stays

    with step("09:31"):
        receive_message(ticket, Body.from_text("Any news?"), by=james, source=Source.WEB)
    assert dues(ticket.clock) == {NEXT: "10:01", UPDATE: "10:12", RESOLUTION: "10:05"}
    assert ticket.awaiting_since == tuesday("09:31")

    with step("09:38"):
        reply_to_ticket(ticket, Body.from_text("We found the cause."), by=john)
    assert dues(ticket.clock) == {UPDATE: "10:38", RESOLUTION: "10:05"}
    assert ticket.is_answered

    with step("09:40"):
        pend_ticket(ticket, by=john, comment="James tries the app.")
    assert dues(ticket.clock) == {UPDATE: None, RESOLUTION: None}
    assert ticket.next_due_at is None

    with step("09:50"):
        receive_message(ticket, Body.from_text("The app still fails."), by=james, source=Source.WEB)
    assert ticket.state == State.OPEN
    assert dues(ticket.clock) == {NEXT: "10:20", UPDATE: "10:48", RESOLUTION: "10:15"}

    with step("10:07"):
        give_back_ticket(ticket, by=story["amara"], comment="Sessions are flushed.")
    assert (ticket.team, ticket.assignee) == (story["banking"], john)

    with step("10:08"):
        reply_to_ticket(ticket, Body.from_text("Please sign in once more."), by=john)
    with step("10:12"):
        resolve_ticket(ticket, by=john)

    assert (ticket.state, ticket.next_due_at) == (State.RESOLVED, None)
    assert dues(ticket.clock) == {UPDATE: None}
    assert not ticket.clock.targets.breached().exists()
    assert _met(ticket) == [FIRST, NEXT, UPDATE, NEXT, UPDATE, RESOLUTION]


@pytest.mark.slow
def test_james_is_told_each_step_that_concerns_him_and_sees_no_note(story, requester, agent):
    with step("09:05"):
        ticket = open_a_ticket(requester=requester, topic=story["problem"])
    with step("09:12"):
        reply_to_ticket(ticket, Body.from_text("We see it too."), by=agent)
        assign_ticket(ticket, team=story["banking"], by=agent)
        note_on_ticket(ticket, Body.from_text("Do not tell James."), by=agent)
        escalate_ticket(ticket, by=agent, comment="Between us.")

    letters = Delivery.objects.filter(requester=requester, letter=Delivery.Letter.RESPONSE)
    assert [letter.entry.body_text for letter in letters] == ["We see it too."]
    assert [entry.body_text for entry in ticket.entries.public()] == [
        "It blinks and stays silent.",
        "We see it too.",
    ]
    assert ticket.entries.count() == 4


def test_one_submit_is_published_once_however_much_it_did(story, requester, agent):
    ticket = open_a_ticket(requester=requester, topic=story["problem"])
    before = len(deferred("tickets.publish"))

    reply_to_ticket(ticket, Body.from_text("Solved."), by=agent, then=status_named("Resolved"))

    assert kinds(ticket) == ["replied", "target_met", "claimed", "resolved", "target_met"]
    assert len(deferred("tickets.publish")) == before + 1


@contextmanager
def step(reading: str):
    """A moment of the story; when it is over, the facts on every ticket are true."""
    with at(tuesday(reading)):
        yield
    for ticket in Ticket.objects.all():
        assert_facts(ticket)


def _met(ticket: Ticket) -> list[str]:
    met = ticket.events.filter(kind=Event.Kind.TARGET_MET)
    return [event.details["target"] for event in met]
