import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.models import Event
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.chain import chain_tickets
from tickets.operations.close import close_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import came_back_for_nothing, resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source, State

HELLO = Body.from_text("Hello")


@pytest.fixture
def ticket(requester, department):
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.mark.slow
def test_it_is_done_as_far_as_we_see(ticket, agent):
    with at(tuesday("10:00")):
        resolve_ticket(ticket, by=agent, comment="New cartridge.")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.resolved_at, ticket.closed_at) == (
        State.RESOLVED,
        tuesday("10:00"),
        None,
    )
    event = last_event(ticket, Event.Kind.RESOLVED)
    assert event.comment == "New cartridge."
    assert event.details == {
        "before": "Open",
        "after": "Resolved",
        "forced": False,
        "nothing_to_do": False,
    }


@pytest.mark.slow
def test_the_resolution_is_met_and_everything_else_stops(ticket, agent):
    with at(tuesday("09:30")):
        resolve_ticket(ticket, by=agent)

    assert [event.details["target"] for event in ticket.events.filter(kind=Event.Kind.TARGET_MET)] == [
        "resolution"
    ]
    first = ticket.clock.targets.get(kind=TargetKind.FIRST_RESPONSE)
    assert first.stopped_at == tuesday("09:30")
    assert first.breached_at is None
    assert ticket.next_due_at is None


@pytest.mark.slow
def test_resolving_again_changes_nothing(ticket, agent):
    resolve_ticket(ticket, by=agent)

    resolve_ticket(ticket, by=agent)

    assert kinds(ticket).count("resolved") == 1


@pytest.mark.slow
def test_what_is_closed_is_not_resolved(ticket, agent):
    close_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is closed"):
        resolve_ticket(ticket, by=agent)


@pytest.mark.slow
def test_what_is_blocked_is_resolved_by_force_alone(ticket, department, agent, supreme):
    chain_tickets(ticket, open_a_ticket(department=department), kind=LinkKind.BLOCKS, by=agent)

    with pytest.raises(OperationRefused, match="blocks this ticket"):
        resolve_ticket(ticket, by=agent)

    resolve_ticket(ticket, by=supreme, force=True, comment="It works without.")
    assert last_event(ticket, Event.Kind.RESOLVED).details["forced"] is True


def test_requesters_close_and_do_not_resolve(ticket, requester):
    with pytest.raises(PermissionDenied):
        resolve_ticket(ticket, by=requester)


def test_resolving_needs_its_permission(ticket, department):
    with pytest.raises(PermissionDenied, match="“Resolve”"):
        resolve_ticket(ticket, by=agent_in(department, permissions=["ticket.close"]))


class TestThanks:
    """“Thanks!” reopens, asks for nothing, and counts nowhere (SLA.md, Scenarios)."""

    @pytest.fixture
    def thanked(self, ticket, agent):
        with at(tuesday("09:30")):
            reply_to_ticket(ticket, Body.from_text("New cartridge."), by=agent)
        with at(tuesday("10:00")):
            resolve_ticket(ticket, by=agent)
        with at(tuesday("14:00")):
            receive_message(ticket, Body.from_text("Thanks!"), by=ticket.requester, source=Source.WEB)
        assert ticket.state == State.OPEN
        return ticket

    @pytest.mark.slow
    def test_nothing_to_do_restores_what_was_met(self, thanked, agent):
        with at(tuesday("14:10")):
            resolve_ticket(thanked, by=agent, nothing_to_do=True)

        resolution = thanked.clock.targets.get(kind=TargetKind.RESOLUTION)
        assert (resolution.met_at, resolution.breached_at) == (tuesday("10:00"), None)
        assert not thanked.clock.targets.unfinished().exists()
        assert last_event(thanked, Event.Kind.RESOLVED).details["nothing_to_do"] is True

    @pytest.mark.slow
    def test_nothing_to_do_leaves_it_solved_when_it_was_and_nobody_waiting(self, thanked, agent):
        assert thanked.awaiting_since == tuesday("14:00")

        with at(tuesday("14:10")):
            resolve_ticket(thanked, by=agent, nothing_to_do=True)

        thanked.refresh_from_db()
        assert (thanked.resolved_at, thanked.awaiting_since) == (tuesday("10:00"), None)
        with at(tuesday("20:00")):
            receive_message(thanked, HELLO, by=thanked.requester, source=Source.WEB)
        assert thanked.awaiting_since == thanked.clock.asked_at == tuesday("20:00")

    @pytest.mark.slow
    def test_it_still_waits_for_what_was_asked_before(self, ticket, agent):
        with at(tuesday("10:00")):
            resolve_ticket(ticket, by=agent)
        with at(tuesday("14:00")):
            receive_message(ticket, HELLO, by=ticket.requester, source=Source.WEB)

        resolve_ticket(ticket, by=agent, nothing_to_do=True)

        assert ticket.awaiting_since == tuesday("09:00")

    @pytest.mark.slow
    def test_after_an_answer_by_phone_it_is_refused(self, thanked, agent):
        with at(tuesday("14:05")):
            answer_by_phone(thanked, Body.from_text("All well."), by=agent)

        with pytest.raises(OperationRefused, match="Resolve it as usual"):
            resolve_ticket(thanked, by=agent, nothing_to_do=True)

    @pytest.mark.slow
    def test_resolving_as_usual_counts_the_time_since(self, thanked, agent):
        with at(tuesday("20:00")):
            resolve_ticket(thanked, by=agent)

        resolution = thanked.clock.targets.get(kind=TargetKind.RESOLUTION)
        assert resolution.met_at == tuesday("20:00")
        assert resolution.breached_at == tuesday("17:00")

    @pytest.mark.slow
    def test_a_note_is_nothing_public(self, thanked, agent):
        with at(tuesday("14:05")):
            note_on_ticket(thanked, Body.from_text("Just thanks."), by=agent)

        assert came_back_for_nothing(thanked)

    @pytest.mark.slow
    def test_after_an_answer_it_is_refused(self, thanked, agent):
        with at(tuesday("14:05")):
            reply_to_ticket(thanked, Body.from_text("You are welcome."), by=agent)

        with pytest.raises(OperationRefused, match="Resolve it as usual"):
            resolve_ticket(thanked, by=agent, nothing_to_do=True)

    @pytest.mark.slow
    def test_so_it_is_for_what_an_agent_reopened(self, ticket, agent):
        resolve_ticket(ticket, by=agent)
        reopen_ticket(ticket, by=agent)

        with pytest.raises(OperationRefused):
            resolve_ticket(ticket, by=agent, nothing_to_do=True)

    def test_so_it_is_for_what_never_came_back(self, ticket, agent):
        with pytest.raises(OperationRefused):
            resolve_ticket(ticket, by=agent, nothing_to_do=True)
