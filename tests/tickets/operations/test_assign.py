import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from tests.factories.people import AgentFactory, TeamFactory, agent_in
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.models import Event
from tickets.operations.assign import assign_ticket
from tickets.operations.close import close_ticket
from tickets.vocabulary import Origin


@pytest.fixture
def jane(department):
    return agent_in(department, user__name="Jane")


def test_an_agent_gets_the_ticket(ticket, agent, jane):
    assign_ticket(ticket, assignee=jane, by=agent, comment="You know printers.")

    ticket.refresh_from_db()
    assert ticket.assignee == jane
    assert ticket.origins["assignee"] == Origin.AGENT
    event = last_event(ticket, Event.Kind.ASSIGNED)
    assert event.comment == "You know printers."
    assert event.details == {
        "assignee": "Jane",
        "assignee_before": None,
        "team": None,
        "team_before": None,
        "because": None,
    }


def test_a_team_gets_the_ticket_and_its_members_see_it(ticket, agent):
    member = AgentFactory()
    team = TeamFactory(name="Online Banking", members=[member])
    assert not sees(member, ticket)

    assign_ticket(ticket, team=team, by=agent)

    assert ticket.team == team
    assert sees(member, ticket)
    assert last_event(ticket, Event.Kind.ASSIGNED).details["team"] == "Online Banking"


def test_the_team_that_had_it_before_sees_it_no_longer(ticket, agent):
    member = AgentFactory()
    assign_ticket(ticket, team=TeamFactory(members=[member]), by=agent)
    assert sees(member, ticket)

    assign_ticket(ticket, team=TeamFactory(), by=agent)

    assert not sees(member, ticket)


def test_given_to_an_agent_it_stays_with_its_team(ticket, agent, jane):
    team = TeamFactory()
    assign_ticket(ticket, team=team, by=agent)

    assign_ticket(ticket, assignee=jane, by=agent)

    assert (ticket.team, ticket.assignee) == (team, jane)


def test_given_to_a_team_its_assignee_keeps_it_as_a_member(ticket, agent, jane):
    assign_ticket(ticket, assignee=jane, by=agent)

    assign_ticket(ticket, team=TeamFactory(members=[jane]), by=agent)

    assert ticket.assignee == jane


def test_given_to_a_team_of_others_its_assignee_loses_it(ticket, agent, jane):
    assign_ticket(ticket, assignee=jane, by=agent)

    assign_ticket(ticket, team=TeamFactory(), by=agent)

    assert ticket.assignee is None
    assert "assignee" not in ticket.origins
    assert last_event(ticket, Event.Kind.ASSIGNED).details["assignee_before"] == "Jane"


def test_team_and_agent_are_given_together(ticket, agent, jane):
    team = TeamFactory()

    assign_ticket(ticket, team=team, assignee=jane, by=agent)

    assert (ticket.team, ticket.assignee) == (team, jane)


def test_assigning_again_changes_nothing(ticket, agent, jane):
    assign_ticket(ticket, assignee=jane, by=agent)

    assign_ticket(ticket, assignee=jane, by=agent, comment="Again")

    assert kinds(ticket) == ["assigned"]


def test_who_is_away_can_be_given_work(ticket, agent, department):
    away = agent_in(department, is_available=False)

    assign_ticket(ticket, assignee=away, by=agent)

    assert ticket.assignee == away


def test_who_left_cannot(ticket, agent, department):
    gone = agent_in(department, is_active=False, user__name="Gone")

    with pytest.raises(OperationRefused, match="Gone is no longer an active agent"):
        assign_ticket(ticket, assignee=gone, by=agent)


def test_an_archived_team_cannot(ticket, agent):
    team = TeamFactory(name="Fax", archived_at="2026-01-01T00:00Z")

    with pytest.raises(OperationRefused, match="Fax is archived"):
        assign_ticket(ticket, team=team, by=agent)


def test_a_department_may_keep_its_tickets_to_its_members(ticket, agent, department, jane):
    department.assigns_members_only = True
    department.save()

    with pytest.raises(OperationRefused, match="members alone"):
        assign_ticket(ticket, assignee=AgentFactory(), by=agent)

    assign_ticket(ticket, assignee=jane, by=agent)
    assert ticket.assignee == jane


def test_somebody_has_to_be_chosen(ticket, agent):
    with pytest.raises(OperationRefused, match="Choose"):
        assign_ticket(ticket, by=agent)


def test_what_is_closed_is_not_assigned(ticket, agent, jane):
    close_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is closed"):
        assign_ticket(ticket, assignee=jane, by=agent)


def test_assigning_needs_its_permission(ticket, jane, department):
    reader = agent_in(department, permissions=["ticket.note"])

    with pytest.raises(PermissionDenied, match="Claim tickets and assign"):
        assign_ticket(ticket, assignee=jane, by=reader)
