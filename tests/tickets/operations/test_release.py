import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from tests.factories.people import TeamFactory, agent_in
from tests.tickets.history import kinds, last_event
from tickets.models import Event
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.release import release_ticket


@pytest.fixture
def team(agent):
    return TeamFactory(name="First tier", members=[agent])


def test_nobody_has_it_any_more(ticket, agent):
    claim_ticket(ticket, by=agent)

    release_ticket(ticket, by=agent, comment="Going on leave.")

    ticket.refresh_from_db()
    assert ticket.assignee is None
    assert "assignee" not in ticket.origins
    event = last_event(ticket, Event.Kind.RELEASED)
    assert event.comment == "Going on leave."
    assert event.details["assignee_before"] == "John"


def test_the_team_keeps_it(ticket, agent, team):
    assign_ticket(ticket, team=team, assignee=agent, by=agent)

    release_ticket(ticket, by=agent)

    assert (ticket.team, ticket.assignee) == (team, None)


def test_the_team_loses_it_where_that_is_meant(ticket, agent, team):
    assign_ticket(ticket, team=team, by=agent)

    release_ticket(ticket, by=agent, from_team=True)

    assert (ticket.team, ticket.assignee) == (None, None)
    assert last_event(ticket, Event.Kind.RELEASED).details["team_before"] == "First tier"


def test_releasing_again_changes_nothing(ticket, agent, team):
    assign_ticket(ticket, team=team, assignee=agent, by=agent)
    release_ticket(ticket, by=agent)

    release_ticket(ticket, by=agent)

    assert ticket.team == team
    assert kinds(ticket) == ["assigned", "released"]


def test_what_is_closed_is_not_released(ticket, agent):
    claim_ticket(ticket, by=agent)
    close_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is closed"):
        release_ticket(ticket, by=agent)


def test_releasing_needs_its_permission(ticket, agent, department):
    claim_ticket(ticket, by=agent)

    with pytest.raises(PermissionDenied, match="Release"):
        release_ticket(ticket, by=agent_in(department, permissions=["ticket.assign"]))
