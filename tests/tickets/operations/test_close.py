import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.moment import at
from tests.clock import tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket, status_named
from tests.jobs import deferred
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.models import Event, Status
from tickets.operations.chain import chain_tickets
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.vocabulary import LinkKind, State

NOON = tuesday("12:00")


def test_it_is_over(ticket, agent):
    with at(NOON):
        close_ticket(ticket, by=agent, comment="Nobody answers any more.")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.status.name) == (State.CLOSED, "Closed")
    assert ticket.closed_at == ticket.resolved_at == NOON
    event = last_event(ticket, Event.Kind.CLOSED)
    assert (event.agent, event.comment) == (agent, "Nobody answers any more.")
    assert event.details == {"before": "Open", "after": "Closed", "forced": False}


def test_its_consequences_are_queued_with_it(ticket, agent):
    close_ticket(ticket, by=agent)

    act = last_event(ticket, Event.Kind.CLOSED).act
    assert deferred("tickets.publish")[-1] == {"act": str(act), "ticket_id": ticket.pk}


def test_when_it_was_resolved_is_kept(ticket, agent):
    with at(NOON):
        resolve_ticket(ticket, by=agent)

    with at(tuesday("15:00")):
        close_ticket(ticket, by=agent)

    assert (ticket.resolved_at, ticket.closed_at) == (NOON, tuesday("15:00"))


def test_the_resolution_is_met_and_nothing_is_due_any_more(requester, department, agent):
    ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())
    assert ticket.next_due_at is not None

    close_ticket(ticket, by=agent)

    assert last_event(ticket, Event.Kind.TARGET_MET).details["target"] == "resolution"
    assert (ticket.next_due_at, ticket.next_risk_at) == (None, None)


def test_waiting_ends_with_it(ticket, agent):
    with at(NOON):
        pend_ticket(ticket, by=agent, until=tuesday("15:00"))

        close_ticket(ticket, by=agent)

    assert ticket.pending_until is None


def test_closing_again_changes_nothing(ticket, agent):
    close_ticket(ticket, by=agent)

    close_ticket(ticket, by=agent, comment="Again")

    assert kinds(ticket) == ["closed"]


def test_another_name_for_closed_can_be_given(ticket, agent):
    spam = Status.objects.create(name="Spam", state=State.CLOSED)

    close_ticket(ticket, by=agent, status=spam)

    assert (ticket.state, ticket.status) == (State.CLOSED, spam)


def test_another_name_does_not_move_the_moment(ticket, agent):
    with at(NOON):
        close_ticket(ticket, by=agent)

    with at(tuesday("15:00")):
        close_ticket(ticket, by=agent, status=Status.objects.create(name="Spam", state=State.CLOSED))

    assert ticket.closed_at == NOON


def test_only_a_status_for_closed_is_taken(ticket, agent):
    with pytest.raises(OperationRefused, match="“Resolved” is not a status for closed"):
        close_ticket(ticket, by=agent, status=status_named("Resolved"))


def test_the_requester_may_close_it(ticket, requester):
    close_ticket(ticket, by=requester)

    assert last_event(ticket, Event.Kind.CLOSED).requester == requester


def test_another_requester_may_not(ticket):
    with pytest.raises(PermissionDenied):
        close_ticket(ticket, by=RequesterFactory())


def test_what_is_in_the_trash_is_not_closed(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        close_ticket(ticket, by=supreme)


def test_closing_needs_its_permission(ticket, department):
    with pytest.raises(PermissionDenied, match="“Close” in Support"):
        close_ticket(ticket, by=agent_in(department, permissions=AGENT_ROLE - {"ticket.close"}))


class TestBlocked:
    """What blocks a ticket keeps it from being closed (SLA.md, Chains)."""

    @pytest.fixture
    def blocker(self, ticket, department, agent):
        blocker = open_a_ticket(department=department)
        chain_tickets(ticket, blocker, kind=LinkKind.BLOCKS, by=agent)
        return blocker

    def test_the_blocker_is_named(self, ticket, blocker, agent):
        with pytest.raises(OperationRefused, match=f"#{blocker.number} blocks this ticket"):
            close_ticket(ticket, by=agent)

    @pytest.mark.slow
    def test_a_blocker_of_the_blocker_blocks_too(self, ticket, blocker, department, agent):
        deeper = open_a_ticket(department=department)
        chain_tickets(blocker, deeper, kind=LinkKind.BLOCKS, by=agent)

        with pytest.raises(OperationRefused, match=f"#{blocker.number}, #{deeper.number} block"):
            close_ticket(ticket, by=agent)

    @pytest.mark.slow
    def test_a_waiting_blocker_blocks_too(self, ticket, blocker, agent):
        pend_ticket(blocker, by=agent)

        with pytest.raises(OperationRefused, match="blocks this ticket"):
            close_ticket(ticket, by=agent)

    def test_a_resolved_blocker_does_not(self, ticket, blocker, agent):
        resolve_ticket(blocker, by=agent)

        close_ticket(ticket, by=agent)

        assert ticket.state == State.CLOSED

    @pytest.mark.slow
    @pytest.mark.parametrize("kind", [kind for kind in LinkKind if kind != LinkKind.BLOCKS])
    def test_other_links_block_nothing(self, ticket, department, agent, kind):
        chain_tickets(ticket, open_a_ticket(department=department), kind=kind, by=agent)

        close_ticket(ticket, by=agent)

        assert ticket.state == State.CLOSED

    def test_the_requester_learns_no_numbers_of_others(self, ticket, blocker, requester):
        with pytest.raises(OperationRefused, match="depends on work that isn't finished") as refused:
            close_ticket(ticket, by=requester)

        assert blocker.number not in str(refused.value)

    @pytest.mark.slow
    def test_it_can_be_forced_with_a_reason(self, ticket, blocker, supreme):
        close_ticket(ticket, by=supreme, force=True, comment="The CFO wants it so.")

        assert ticket.state == State.CLOSED
        assert last_event(ticket, Event.Kind.CLOSED).details["forced"] is True

    def test_not_without_a_reason(self, ticket, blocker, supreme):
        with pytest.raises(OperationRefused, match="Say why"):
            close_ticket(ticket, by=supreme, force=True, comment=" ")

    def test_not_without_the_permission(self, ticket, blocker, agent):
        with pytest.raises(PermissionDenied, match="although something blocks it"):
            close_ticket(ticket, by=agent, force=True, comment="Because.")
