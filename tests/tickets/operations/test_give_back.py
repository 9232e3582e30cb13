from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from tests.factories.people import AgentFactory, TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.actor import SYSTEM
from tickets.models import Event
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.vocabulary import EntryKind

FOUND = "Found: the fuse. Left to do: tell James."


@pytest.fixture
def engineer(department):
    return agent_in(department, user__name="Priya")


@pytest.fixture
def second(engineer):
    return TeamFactory(name="Second tier", tier=2, members=[engineer])


@pytest.fixture
def first(agent, second):
    return TeamFactory(name="First tier", tier=1, escalates_to=second, members=[agent])


@pytest.fixture
def ticket(requester, department, first, agent):
    ticket = open_a_ticket(requester=requester, department=department, team=first)
    claim_ticket(ticket, by=agent)
    escalate_ticket(ticket, by=agent, comment="Tried everything.")
    return ticket


def test_it_returns_to_the_very_person_with_a_note(ticket, engineer, agent, first):
    note = give_back_ticket(ticket, by=engineer, comment=FOUND)

    ticket.refresh_from_db()
    assert (ticket.team, ticket.assignee) == (first, agent)
    assert (note.kind, note.heading, note.body_text) == (EntryKind.NOTE, "Returned to John", FOUND)
    event = last_event(ticket, Event.Kind.RETURNED)
    assert event.entry == note
    assert event.details == {
        "before": "Second tier",
        "after": "First tier",
        "assignee": "John",
        "giver": "John",
        "giver_is_absent": False,
    }


def test_the_substitute_gets_it_while_the_giver_is_away(ticket, engineer, agent, department):
    substitute = agent_in(department, user__name="Lena")
    agent.is_available, agent.substitute = False, substitute
    agent.save()

    give_back_ticket(ticket, by=engineer, comment=FOUND)

    assert ticket.assignee == substitute
    assert last_event(ticket, Event.Kind.RETURNED).details["giver_is_absent"] is True


def test_the_team_gets_it_when_nobody_stands_in(ticket, engineer, agent, first):
    agent.is_available = False
    agent.save()

    note = give_back_ticket(ticket, by=engineer, comment=FOUND)

    assert (ticket.team, ticket.assignee) == (first, None)
    assert note.heading == "Returned to First tier"


@pytest.mark.slow
def test_a_department_that_assigns_members_only_gets_it_for_the_team(ticket, engineer, agent, department):
    department.assigns_members_only = True
    department.save()
    agent.memberships.all().delete()

    give_back_ticket(ticket, by=engineer, comment=FOUND)

    assert ticket.assignee is None


@pytest.mark.slow
def test_each_return_undoes_one_escalation(ticket, engineer, agent, first, second, department):
    second.escalates_to = TeamFactory(name="Third tier", tier=3)
    second.save()
    claim_ticket(ticket, by=engineer)
    escalate_ticket(ticket, by=engineer, comment="Sessions are stuck.")
    expert = agent_in(department)

    give_back_ticket(ticket, by=expert, comment="Flushed.")
    assert (ticket.team, ticket.assignee) == (second, engineer)
    give_back_ticket(ticket, by=engineer, comment=FOUND)
    assert (ticket.team, ticket.assignee) == (first, agent)

    with pytest.raises(OperationRefused, match="was not escalated"):
        give_back_ticket(ticket, by=agent, comment="And now?")


@pytest.mark.slow
def test_the_giver_sees_it_as_assignee_and_no_longer_as_giver(ticket, engineer, agent, department):
    agent.memberships.all().delete()
    assert sees(agent, ticket)

    give_back_ticket(ticket, by=engineer, comment=FOUND)
    assert sees(agent, ticket)

    assign_ticket(ticket, team=TeamFactory(), assignee=engineer, by=engineer)
    assert not sees(AgentFactory(), ticket)
    assert not sees(type(agent).objects.get(pk=agent.pk), ticket)


@pytest.mark.slow
def test_what_a_rule_escalated_returns_to_whoever_had_it(requester, department, first, agent, engineer):
    ticket = open_a_ticket(requester=requester, department=department, team=first)
    claim_ticket(ticket, by=agent)
    escalate_ticket(ticket, by=SYSTEM, comment="Resolution was due.")

    give_back_ticket(ticket, by=engineer, comment=FOUND)

    assert ticket.assignee == agent


@pytest.mark.slow
def test_what_nobody_had_returns_to_its_team(requester, department, first, engineer):
    ticket = open_a_ticket(requester=requester, department=department, team=first)
    escalate_ticket(ticket, by=SYSTEM, comment="Resolution was due.")

    give_back_ticket(ticket, by=engineer, comment=FOUND)

    assert (ticket.team, ticket.assignee) == (first, None)
    assert last_event(ticket, Event.Kind.RETURNED).details["giver_is_absent"] is False


def test_the_same_form_sent_twice_returns_once(ticket, engineer):
    submission = uuid4()
    note = give_back_ticket(ticket, by=engineer, comment=FOUND, submission=submission)

    assert give_back_ticket(ticket, by=engineer, comment=FOUND, submission=submission) == note
    assert kinds(ticket) == ["claimed", "escalated", "returned"]


def test_without_a_note_it_is_refused(ticket, engineer):
    with pytest.raises(OperationRefused, match="Write a note"):
        give_back_ticket(ticket, by=engineer, comment=" ")


def test_returning_needs_its_permission(ticket, department):
    with pytest.raises(PermissionDenied, match="return from it"):
        give_back_ticket(ticket, by=agent_in(department, permissions=["ticket.note"]), comment=FOUND)
