import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from sla.moment import at
from tests.clock import DAY, tuesday
from tests.factories.people import TeamFactory, agent_in
from tests.tickets.history import kinds, last_event
from tickets.models import Desk, Event
from tickets.operations.assign import assign_ticket
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.reopen import reopen_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.vocabulary import State


@pytest.mark.slow
def test_there_is_more_to_do(ticket, agent):
    with at(tuesday("11:00")):
        close_ticket(ticket, by=agent)

    with at(tuesday("12:00")):
        reopen_ticket(ticket, by=agent, comment="It stopped again.")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.status.name) == (State.OPEN, "Open")
    assert (ticket.reopened_at, ticket.resolved_at, ticket.closed_at) == (tuesday("12:00"), None, None)
    event = last_event(ticket, Event.Kind.REOPENED)
    assert event.comment == "It stopped again."
    assert event.details == {
        "before": "Closed",
        "after": "Open",
        "by_message": False,
        "assignee_before": None,
    }


def test_reopening_what_is_open_changes_nothing(ticket, agent):
    reopen_ticket(ticket, by=agent)

    assert kinds(ticket) == []


@pytest.mark.slow
def test_the_last_assignee_keeps_it(ticket, agent):
    assign_ticket(ticket, assignee=agent, by=agent)
    resolve_ticket(ticket, by=agent)

    reopen_ticket(ticket, by=agent)

    assert ticket.assignee == agent


@pytest.mark.slow
@pytest.mark.parametrize("absence", [{"is_available": False}, {"is_active": False}])
def test_while_the_assignee_is_away_the_team_has_it(ticket, agent, supreme, absence):
    team = TeamFactory(members=[agent])
    assign_ticket(ticket, team=team, assignee=agent, by=supreme)
    resolve_ticket(ticket, by=supreme)
    type(agent).objects.filter(pk=agent.pk).update(**absence)

    reopen_ticket(ticket, by=supreme)

    assert (ticket.team, ticket.assignee) == (team, None)
    assert last_event(ticket, Event.Kind.REOPENED).details["assignee_before"] == "John"


class TestByTheRequester:
    @pytest.mark.slow
    def test_within_the_window(self, ticket, agent, requester):
        close_ticket(ticket, by=agent)

        reopen_ticket(ticket, by=requester)

        assert ticket.state == State.OPEN

    def test_after_the_window_it_is_refused(self, ticket, agent, requester):
        Desk.objects.update(reopen_within_days=3)
        close_ticket(ticket, by=agent)

        with at(ticket.closed_at + 4 * DAY), pytest.raises(OperationRefused, match="too long ago"):
            reopen_ticket(ticket, by=requester)

    @pytest.mark.slow
    def test_agents_are_not_bound_by_it(self, ticket, agent):
        close_ticket(ticket, by=agent)

        with at(ticket.closed_at + 400 * DAY):
            reopen_ticket(ticket, by=agent)

        assert ticket.state == State.OPEN


@pytest.mark.slow
def test_what_is_in_the_trash_is_restored_instead(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="Restore it first"):
        reopen_ticket(ticket, by=supreme)


@pytest.mark.slow
def test_reopening_needs_its_permission(ticket, agent, department):
    close_ticket(ticket, by=agent)

    with pytest.raises(PermissionDenied, match="Reopen"):
        reopen_ticket(ticket, by=agent_in(department, permissions=["ticket.close"]))
