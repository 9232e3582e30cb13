import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.tickets.history import kinds, last_event
from tickets.models import Event
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.vocabulary import Origin


def test_a_ticket_that_nobody_has_becomes_mine(ticket, agent):
    claim_ticket(ticket, by=agent)

    ticket.refresh_from_db()
    assert ticket.assignee == agent
    assert ticket.origins["assignee"] == Origin.AGENT
    event = last_event(ticket, Event.Kind.CLAIMED)
    assert event.agent == agent
    assert event.details == {"by_replying": False, "team": None}


def test_claiming_again_changes_nothing(ticket, agent):
    claim_ticket(ticket, by=agent)

    claim_ticket(ticket, by=agent)

    assert kinds(ticket) == ["claimed"]


def test_who_comes_second_is_told_who_was_first(ticket, agent, department):
    claim_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="John has taken this ticket already"):
        claim_ticket(ticket, by=agent_in(department))

    ticket.refresh_from_db()
    assert ticket.assignee == agent


def test_a_claimed_ticket_stays_with_its_team(agent, department):
    team = TeamFactory(members=[agent])
    ticket = open_a_ticket(department=department, team=team)

    claim_ticket(ticket, by=agent)

    assert (ticket.team, ticket.assignee) == (team, agent)
    assert last_event(ticket, Event.Kind.CLAIMED).details["team"] == team.name


def test_a_department_may_keep_its_tickets_to_its_members(ticket, stranger, department):
    department.assigns_members_only = True
    department.save()
    team = TeamFactory(members=[stranger])
    stranger.visiting_role = stranger.memberships.get().role
    stranger.save()
    with_team = open_a_ticket(department=department, team=team)

    with pytest.raises(OperationRefused, match="gives its tickets to its members alone"):
        claim_ticket(with_team, by=stranger)

    assert with_team.assignee is None


def test_what_is_closed_is_not_claimed(ticket, agent):
    close_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is closed"):
        claim_ticket(ticket, by=agent)


def test_claiming_needs_its_permission(ticket, department):
    reader = agent_in(department, permissions=["ticket.note"])

    with pytest.raises(PermissionDenied, match="Claim tickets"):
        claim_ticket(ticket, by=reader)


def test_what_one_does_not_see_one_does_not_claim(ticket, stranger):
    with pytest.raises(PermissionDenied, match="can't see"):
        claim_ticket(ticket, by=stranger)
