import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import HOUR, dues, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket, status_named
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.models import Event
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.vocabulary import State


@pytest.fixture
def ticket(requester, department):
    """Opened at 9:00 with four hours promised until it is resolved."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.fixture
def ten():
    with at(tuesday("10:00")):
        yield


def test_we_wait_for_the_requester(ticket, agent, ten):
    pend_ticket(ticket, by=agent, comment="James looks for the receipt.")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.status.name) == (State.PENDING, "Waiting for requester")
    event = last_event(ticket, Event.Kind.PENDED)
    assert event.comment == "James looks for the receipt."
    assert event.details == {"before": "Open", "after": "Waiting for requester", "until": None}


def test_a_status_that_stops_the_clock_stops_what_the_plan_says(ticket, agent, ten):
    pend_ticket(ticket, by=agent)

    assert dues(ticket.clock) == {TargetKind.FIRST_RESPONSE: "10:00", TargetKind.RESOLUTION: None}


@pytest.mark.slow
def test_another_status_stops_nothing(ticket, agent, ten):
    pend_ticket(ticket, by=agent, status=status_named("Waiting for third party"))

    assert dues(ticket.clock)[TargetKind.RESOLUTION] == "13:00"


@pytest.mark.slow
def test_going_from_one_waiting_to_the_other_lets_the_clock_run_on(ticket, agent, ten):
    pend_ticket(ticket, by=agent)

    with at(tuesday("10:30")):
        pend_ticket(ticket, by=agent, status=status_named("Waiting for third party"))

    assert dues(ticket.clock)[TargetKind.RESOLUTION] == "13:30"


@pytest.mark.slow
def test_it_can_wait_until_a_moment(ticket, agent, ten):
    pend_ticket(ticket, by=agent, until=tuesday("15:00"))

    assert ticket.pending_until == tuesday("15:00")
    assert last_event(ticket, Event.Kind.PENDED).details["until"] == "2026-03-03T15:00:00+00:00"


@pytest.mark.slow
def test_the_moment_can_be_moved_and_taken_away(ticket, agent, ten):
    pend_ticket(ticket, by=agent, until=tuesday("15:00"))

    pend_ticket(ticket, by=agent, until=tuesday("16:00"))
    assert ticket.pending_until == tuesday("16:00")
    pend_ticket(ticket, by=agent)
    assert ticket.pending_until is None


def test_waiting_the_same_way_again_changes_nothing(ticket, agent):
    with at(tuesday("09:30")):
        pend_ticket(ticket, by=agent, until=tuesday("15:00"))

        pend_ticket(ticket, by=agent, until=tuesday("15:00"))

    assert kinds(ticket) == ["pended"]


def test_the_moment_lies_ahead(ticket, agent, ten):
    with pytest.raises(OperationRefused, match="in the future"):
        pend_ticket(ticket, by=agent, until=tuesday("10:00"))


@pytest.mark.slow
@pytest.mark.parametrize("finish", [resolve_ticket, close_ticket])
def test_what_is_done_does_not_wait(ticket, agent, ten, finish):
    finish(ticket, by=agent)

    with pytest.raises(OperationRefused, match="Reopen it first"):
        pend_ticket(ticket, by=agent)


def test_only_a_status_for_waiting_is_taken(ticket, agent, ten):
    with pytest.raises(OperationRefused, match="not a status for waiting"):
        pend_ticket(ticket, by=agent, status=status_named("Closed"))


def test_waiting_needs_its_permission(ticket, department, ten):
    with pytest.raises(PermissionDenied, match="Set a ticket waiting"):
        pend_ticket(ticket, by=agent_in(department, permissions=["ticket.reply"]))


class TestResuming:
    @pytest.fixture
    def waiting(self, ticket, agent, ten):
        pend_ticket(ticket, by=agent, until=tuesday("15:00"))
        return ticket

    @pytest.mark.slow
    def test_the_clock_runs_on_from_where_it_stopped(self, waiting, agent):
        with at(tuesday("11:00")):
            resume_ticket(waiting, by=agent)

        waiting.refresh_from_db()
        assert (waiting.state, waiting.pending_until) == (State.OPEN, None)
        assert dues(waiting.clock)[TargetKind.RESOLUTION] == "14:00"
        assert last_event(waiting, Event.Kind.RESUMED).details == {
            "before": "Waiting for requester",
            "after": "Open",
        }

    def test_resuming_what_does_not_wait_changes_nothing(self, ticket, agent):
        with at(tuesday("09:30")):
            resume_ticket(ticket, by=agent)

        assert kinds(ticket) == []

    @pytest.mark.slow
    def test_what_is_said_while_taking_it_up_is_kept_though_the_reminder_passed(self, ticket, agent):
        with at(tuesday("09:30")):
            pend_ticket(ticket, by=agent, until=tuesday("09:40"))

        with at(tuesday("09:45")):
            resume_ticket(ticket, by=agent, comment="She called back.")
            resume_ticket(ticket, by=agent, comment="She called back.")

        assert kinds(ticket) == ["pended", "reminded", "resumed"]
        assert last_event(ticket, Event.Kind.RESUMED).comment == "She called back."

    def test_without_a_word_a_reminder_that_passed_is_all_that_happened(self, ticket, agent):
        with at(tuesday("09:30")):
            pend_ticket(ticket, by=agent, until=tuesday("09:40"))

        with at(tuesday("09:45")):
            resume_ticket(ticket, by=agent)

        assert kinds(ticket) == ["pended", "reminded"]

    def test_resuming_needs_the_permission_to_set_waiting(self, waiting, department):
        with pytest.raises(PermissionDenied):
            resume_ticket(waiting, by=agent_in(department, permissions=["ticket.reply"]))


@pytest.mark.slow
def test_what_fell_due_while_it_waited_is_recorded_when_it_is_touched(ticket, agent, ten):
    """Waiting does not stop the first response: due at 10:00, it is broken when somebody comes at 11:00."""
    pend_ticket(ticket, by=agent)

    with at(tuesday("10:00") + HOUR):
        resume_ticket(ticket, by=agent)

    breach = last_event(ticket, Event.Kind.TARGET_BREACHED)
    assert breach.details == {
        "target": "first_response",
        "at": "2026-03-03T10:00:00+00:00",
        "due_at": "2026-03-03T10:00:00+00:00",
        "alerts": True,
    }
    assert breach.agent is None
