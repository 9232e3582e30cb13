import pytest
from django.core.exceptions import PermissionDenied

from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.models import Event, Ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.vocabulary import State


@pytest.fixture
def ticket(requester, department):
    """One hour for the first response and four for the resolution, from nine."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.fixture
def trashed(ticket, supreme):
    with at(tuesday("09:30")):
        delete_ticket(ticket, by=supreme, comment="Spam.")
    return ticket


def test_it_lies_in_the_trash(trashed):
    trashed.refresh_from_db()
    assert (trashed.state, trashed.status.name) == (State.TRASHED, "In the trash")
    assert (trashed.trashed_at, trashed.trashed_from.name) == (tuesday("09:30"), "Open")
    event = last_event(trashed, Event.Kind.TRASHED)
    assert event.comment == "Spam."
    assert event.details == {"before": "Open", "after": "In the trash"}


def test_requesters_no_longer_see_it_and_agents_do(ticket, supreme, requester):
    assert sees(requester, ticket)

    delete_ticket(ticket, by=supreme)

    assert not sees(requester, ticket)
    assert sees(supreme, ticket)


def test_nothing_is_due_while_it_lies_there(trashed):
    assert (trashed.next_due_at, trashed.next_risk_at) == (None, None)
    with at(tuesday("15:00")):
        assert not Ticket.objects.overdue().exists()


def test_no_reminder_takes_it_up(ticket, supreme):
    with at(tuesday("09:30")):
        pend_ticket(ticket, by=supreme, until=tuesday("10:00"))
        delete_ticket(ticket, by=supreme)

    with at(tuesday("11:00")):
        assert not Ticket.objects.reminders_due().exists()


def test_deleting_again_changes_nothing(trashed, supreme):
    delete_ticket(trashed, by=supreme)

    assert kinds(trashed) == ["trashed"]


def test_deleting_needs_its_permission(ticket, agent):
    with pytest.raises(PermissionDenied, match="Move to the trash"):
        delete_ticket(ticket, by=agent)
