import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.moment import at
from tests.clock import tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_a
from tests.tickets.history import kinds, last_event
from tickets.models import Event, Ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.set_due import set_due
from tickets.text.body import Body


@pytest.fixture
def ten():
    with at(tuesday("10:00")):
        yield


def test_a_due_date_works_without_a_plan(ticket, agent, ten):
    set_due(ticket, tuesday("15:00"), by=agent, comment="Promised on the phone.")

    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.next_risk_at) == (tuesday("15:00"), tuesday("14:00"))
    event = last_event(ticket, Event.Kind.DUE_SET)
    assert event.comment == "Promised on the phone."
    assert event.details == {"before": None, "after": "2026-03-03T15:00:00+00:00"}


def test_it_stands_in_for_the_resolution(requester, department, agent):
    with at(tuesday("09:05")):
        ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_a())
        reply_to_ticket(ticket, Body.from_text("Seen."), by=agent)

        set_due(ticket, tuesday("09:50"), by=agent)

    assert ticket.next_due_at == tuesday("09:50")


def test_waiting_does_not_move_it(ticket, agent, ten):
    set_due(ticket, tuesday("15:00"), by=agent)

    pend_ticket(ticket, by=agent)

    assert ticket.next_due_at == tuesday("15:00")


def test_it_makes_overdue(ticket, agent, ten):
    set_due(ticket, tuesday("15:00"), by=agent)

    with at(tuesday("15:01")):
        assert list(Ticket.objects.overdue()) == [ticket]


def test_it_can_be_removed(ticket, agent, ten):
    set_due(ticket, tuesday("15:00"), by=agent)

    set_due(ticket, None, by=agent)

    assert ticket.next_due_at is None
    assert last_event(ticket, Event.Kind.DUE_REMOVED).details == {
        "before": "2026-03-03T15:00:00+00:00",
        "after": None,
    }


def test_it_lies_ahead(ticket, agent, ten):
    with pytest.raises(OperationRefused, match="in the future"):
        set_due(ticket, tuesday("10:00"), by=agent)


def test_the_same_moment_again_changes_nothing(ticket, agent, ten):
    set_due(ticket, tuesday("15:00"), by=agent)

    set_due(ticket, tuesday("15:00"), by=agent)

    assert kinds(ticket) == ["due_set"]


def test_what_is_resolved_is_due_no_more(ticket, agent, ten):
    set_due(ticket, tuesday("15:00"), by=agent)

    resolve_ticket(ticket, by=agent)
    assert ticket.next_due_at is None

    with pytest.raises(OperationRefused, match="is resolved"):
        set_due(ticket, tuesday("16:00"), by=agent)


def test_setting_it_needs_its_permission(ticket, department, ten):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.set_due"})

    with pytest.raises(PermissionDenied, match="Set a due date by hand"):
        set_due(ticket, tuesday("15:00"), by=agent)
