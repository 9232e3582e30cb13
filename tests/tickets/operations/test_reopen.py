import pytest
from django.core.exceptions import PermissionDenied

from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import DAY, dues, tuesday
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_plan
from tests.tickets.history import kinds, last_event
from tickets.errors import OperationRefused
from tickets.models import Desk, Event
from tickets.operations.assign import assign_ticket
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State


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


def test_the_last_assignee_keeps_it(ticket, agent):
    assign_ticket(ticket, assignee=agent, by=agent)
    resolve_ticket(ticket, by=agent)

    reopen_ticket(ticket, by=agent)

    assert ticket.assignee == agent


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
    def test_within_the_window(self, ticket, agent, requester):
        close_ticket(ticket, by=agent)

        reopen_ticket(ticket, by=requester)

        assert ticket.state == State.OPEN

    def test_after_the_window_it_is_refused(self, ticket, agent, requester):
        Desk.objects.update(reopen_within_days=3)
        close_ticket(ticket, by=agent)

        with at(ticket.closed_at + 4 * DAY), pytest.raises(OperationRefused, match="too long ago"):
            reopen_ticket(ticket, by=requester)

    def test_agents_are_not_bound_by_it(self, ticket, agent):
        close_ticket(ticket, by=agent)

        with at(ticket.closed_at + 400 * DAY):
            reopen_ticket(ticket, by=agent)

        assert ticket.state == State.OPEN


def test_what_is_in_the_trash_is_restored_instead(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="Restore it first"):
        reopen_ticket(ticket, by=supreme)


def test_reopening_needs_its_permission(ticket, agent, department):
    close_ticket(ticket, by=agent)

    with pytest.raises(PermissionDenied, match="Reopen"):
        reopen_ticket(ticket, by=agent_in(department, permissions=["ticket.close"]))


class TestScenarios:
    """Rows of SLA.md's table of scenarios, told through the verbs of tickets."""

    @pytest.fixture
    def ticket(self, requester, department):
        """One hour for the resolution, 15 minutes for the first response, both from 09:05."""
        plan = make_plan(
            "Sev-A",
            {
                TargetKind.FIRST_RESPONSE: DAY / 96,
                TargetKind.NEXT_RESPONSE: DAY / 48,
                TargetKind.RESOLUTION: DAY / 24,
            },
        )
        with at(tuesday("09:05")):
            return open_a_ticket(requester=requester, department=department, plan=plan)

    def test_resolved_while_the_first_response_runs_it_stops_and_runs_on(self, ticket, agent):
        with at(tuesday("09:10")):
            resolve_ticket(ticket, by=agent)
        assert not ticket.clock.targets.breached().exists()

        with at(tuesday("09:40")):
            receive_message(ticket, Body.from_text("No."), by=ticket.requester, source=Source.WEB)

        assert dues(ticket.clock) == {TargetKind.FIRST_RESPONSE: "09:50", TargetKind.RESOLUTION: "10:35"}

    def test_the_next_response_starts_with_the_reopening_message(self, ticket, agent):
        with at(tuesday("09:10")):
            reply_to_ticket(ticket, Body.from_text("Try now."), by=agent)
        with at(tuesday("09:11")):
            receive_message(ticket, Body.from_text("Hm."), by=ticket.requester, source=Source.WEB)
        with at(tuesday("09:20")):
            resolve_ticket(ticket, by=agent)

        with at(tuesday("09:40")):
            receive_message(ticket, Body.from_text("Still."), by=ticket.requester, source=Source.WEB)

        assert dues(ticket.clock)[TargetKind.NEXT_RESPONSE] == "10:10"

    def test_pended_resolved_and_reopened_what_was_left_is_left(self, ticket, agent):
        """Pended 09:40 with 25 min of resolution left, resolved 09:45, reopened 10:00: due 10:25."""
        with at(tuesday("09:12")):
            reply_to_ticket(ticket, Body.from_text("We see it."), by=agent)
        with at(tuesday("09:40")):
            pend_ticket(ticket, by=agent)
        with at(tuesday("09:45")):
            resolve_ticket(ticket, by=agent)

        with at(tuesday("10:00")):
            reopen_ticket(ticket, by=agent)

        assert ticket.status.name == "Open"
        assert dues(ticket.clock) == {TargetKind.RESOLUTION: "10:25"}
        assert ticket.next_due_at == tuesday("10:25")

    def test_breached_resolved_and_reopened_due_and_breach_stay(self, ticket, agent):
        """Breached 10:05, resolved 10:30, reopened 11:00: due and breach stay at 10:05."""
        with at(tuesday("10:30")):
            resolve_ticket(ticket, by=agent)

        with at(tuesday("11:00")):
            reopen_ticket(ticket, by=agent)

        resolution = ticket.clock.targets.get(kind=TargetKind.RESOLUTION)
        assert resolution.due_at == resolution.breached_at == tuesday("10:05")
        assert resolution.met_at is None
        assert ticket.events.filter(kind=Event.Kind.TARGET_BREACHED).count() == 2  # it and the first response
