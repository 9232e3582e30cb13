from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.actor import SYSTEM
from tickets.models import Event
from tickets.operations.claim import claim_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.tiers import higher_tiers
from tickets.operations.transfer import transfer_ticket
from tickets.vocabulary import EntryKind, Origin

NOTE = "Tried: restarted it.\n\nAsked: find the cause."


@pytest.fixture
def third():
    return TeamFactory(name="Third tier", tier=3)


@pytest.fixture
def second(third):
    return TeamFactory(name="Second tier", tier=2, escalates_to=third)


@pytest.fixture
def first(agent, second):
    return TeamFactory(name="First tier", tier=1, escalates_to=second, members=[agent])


@pytest.fixture
def ticket(requester, department, first):
    return open_a_ticket(requester=requester, department=department, team=first, plan=make_sev_b())


def test_the_next_tier_has_it_with_a_note(ticket, agent, first, second):
    claim_ticket(ticket, by=agent)

    note = escalate_ticket(ticket, by=agent, comment=NOTE)

    ticket.refresh_from_db()
    assert (ticket.team, ticket.assignee) == (second, None)
    assert ticket.origins["team"] == Origin.AGENT
    assert (note.kind, note.heading, note.body_text) == (EntryKind.NOTE, "Hand-over to Second tier", NOTE)
    event = last_event(ticket, Event.Kind.ESCALATED)
    assert event.entry == note
    assert event.details == {
        "before": "First tier",
        "after": "Second tier",
        "assignee_before": "John",
        "giver": "John",
    }


def test_the_giver_is_remembered_and_follows(ticket, agent, first, second):
    escalate_ticket(ticket, by=agent, comment=NOTE)

    escalation = ticket.escalations.get()
    assert (escalation.giver, escalation.from_team, escalation.to_team) == (agent, first, second)
    assert ticket.followers.get().agent == agent


@pytest.mark.slow
def test_the_giver_goes_on_seeing_it_in_another_department(ticket, agent, supreme, stranger):
    escalate_ticket(ticket, by=agent, comment=NOTE)

    transfer_ticket(ticket, stranger.memberships.get().department, by=supreme)

    assert sees(agent, ticket)
    assert not sees(supreme, ticket)


def test_the_plan_stays(ticket, agent):
    before = (ticket.clock.plan, ticket.next_due_at)

    escalate_ticket(ticket, by=agent, comment=NOTE)

    assert (ticket.clock.plan, ticket.next_due_at) == before


def test_a_higher_tier_can_be_chosen(ticket, agent, third):
    escalate_ticket(ticket, by=agent, comment=NOTE, to=third)

    assert ticket.team == third


def test_a_tier_that_is_no_higher_is_refused(ticket, agent):
    beside = TeamFactory(name="Beside", tier=1)

    with pytest.raises(OperationRefused, match="Beside is no higher tier"):
        escalate_ticket(ticket, by=agent, comment=NOTE, to=beside)


def test_an_archived_tier_is_refused(ticket, agent, second):
    second.archived_at = "2026-01-01T00:00Z"
    second.save()

    with pytest.raises(OperationRefused, match="Second tier is archived"):
        escalate_ticket(ticket, by=agent, comment=NOTE)


def test_the_ladder_ends(ticket, agent, third):
    escalate_ticket(ticket, by=agent, comment=NOTE, to=third)

    with pytest.raises(OperationRefused, match="no tier above Third tier"):
        escalate_ticket(ticket, by=agent, comment="Higher still.")


def test_what_no_team_has_goes_to_a_chosen_tier(requester, department, agent, second):
    ticket = open_a_ticket(requester=requester, department=department)
    with pytest.raises(OperationRefused, match="choose the team"):
        escalate_ticket(ticket, by=agent, comment=NOTE)

    escalate_ticket(ticket, by=agent, comment=NOTE, to=second)

    assert ticket.team == second


def test_the_next_tier_is_offered_first(ticket, second, third):
    fourth = TeamFactory(tier=2)

    assert higher_tiers(ticket) == [second, fourth, third]


@pytest.mark.slow
@pytest.mark.parametrize("comment", ["", " \n"])
def test_without_a_note_it_is_refused(ticket, agent, comment):
    with pytest.raises(OperationRefused, match="hand-over note"):
        escalate_ticket(ticket, by=agent, comment=comment)

    assert kinds(ticket) == []


def test_the_same_form_sent_twice_climbs_one_tier(ticket, agent, second):
    submission = uuid4()
    note = escalate_ticket(ticket, by=agent, comment=NOTE, submission=submission)

    again = escalate_ticket(ticket, by=agent, comment=NOTE, submission=submission)

    assert again == note
    assert ticket.team == second
    assert kinds(ticket) == ["escalated"]


def test_a_rule_escalates_for_whoever_had_it(ticket, agent):
    claim_ticket(ticket, by=agent)

    note = escalate_ticket(ticket, by=SYSTEM, comment="Resolution was due at 10:05.")

    assert note.author is None
    assert ticket.escalations.get().giver == agent
    assert ticket.origins["team"] == Origin.RULE


def test_what_is_resolved_is_not_escalated(ticket, agent):
    resolve_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is resolved"):
        escalate_ticket(ticket, by=agent, comment=NOTE)


def test_escalating_needs_its_permission(ticket, department):
    with pytest.raises(PermissionDenied, match="Escalate"):
        escalate_ticket(ticket, by=agent_in(department, permissions=["ticket.note"]), comment=NOTE)
