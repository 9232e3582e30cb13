import pytest
from django.core.exceptions import PermissionDenied

from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.tickets import open_a_ticket, status_named
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.jobs.remind import remind
from tickets.models import Event, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.remind import remind_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.restore import restore_ticket
from tickets.vocabulary import State


@pytest.fixture
def ticket(requester, department):
    """One hour for the first response and four for the resolution, from nine."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.fixture
def trashed(ticket, supreme):
    with at(tuesday("09:30")):
        delete_ticket(ticket, by=supreme)
    return ticket


def test_it_comes_back_as_it_was(trashed, supreme):
    with at(tuesday("10:30")):
        restore_ticket(trashed, by=supreme, comment="It was none.")

    trashed.refresh_from_db()
    assert (trashed.state, trashed.status.name) == (State.OPEN, "Open")
    assert (trashed.trashed_at, trashed.trashed_from) == (None, None)
    event = last_event(trashed, Event.Kind.RESTORED)
    assert event.comment == "It was none."
    assert event.details == {"before": "In the trash", "after": "Open"}


def test_its_clock_counts_on(trashed, supreme):
    with at(tuesday("10:30")):
        restore_ticket(trashed, by=supreme)

    assert dues(trashed.clock) == {TargetKind.FIRST_RESPONSE: "11:00", TargetKind.RESOLUTION: "14:00"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "state"),
    [
        (resolve_ticket, State.RESOLVED),
        (close_ticket, State.CLOSED),
        (pend_ticket, State.PENDING),
    ],
)
def test_every_state_comes_back(ticket, supreme, before, state):
    before(ticket, by=supreme)
    delete_ticket(ticket, by=supreme)

    restore_ticket(ticket, by=supreme)

    ticket.refresh_from_db()
    assert ticket.state == state


@pytest.mark.slow
def test_waiting_that_stopped_the_clock_goes_on_stopping_it(ticket, supreme):
    with at(tuesday("09:30")):
        pend_ticket(ticket, by=supreme, status=status_named("Waiting for requester"))
    with at(tuesday("09:40")):
        delete_ticket(ticket, by=supreme)

    with at(tuesday("10:40")):
        restore_ticket(ticket, by=supreme)

    assert dues(ticket.clock) == {TargetKind.FIRST_RESPONSE: "11:00", TargetKind.RESOLUTION: None}


@pytest.fixture
def trashed_reminder(ticket, supreme):
    """Waiting from 9:30 until 10:00, and in the trash since 9:40."""
    with at(tuesday("09:30")):
        pend_ticket(ticket, by=supreme, status=status_named("Waiting for requester"), until=tuesday("10:00"))
    with at(tuesday("09:40")):
        delete_ticket(ticket, by=supreme)
    return ticket


@pytest.mark.slow
def test_a_reminder_that_was_pending_is_pending_again(trashed_reminder, supreme):
    with at(tuesday("09:50")):
        restore_ticket(trashed_reminder, by=supreme)

    trashed_reminder.refresh_from_db()
    assert (trashed_reminder.state, trashed_reminder.pending_until) == (State.PENDING, tuesday("10:00"))
    with at(tuesday("10:00")):
        assert list(Ticket.objects.reminders_due()) == [trashed_reminder]


@pytest.mark.slow
def test_a_reminder_that_passed_in_the_trash_is_given_after_it(trashed_reminder, supreme):
    """Counted from nine: 30 minutes before the waiting, none in the trash, the rest from 10:40 on."""
    with at(tuesday("10:30")):
        assert remind_ticket(trashed_reminder) is False
    with at(tuesday("10:40")):
        restore_ticket(trashed_reminder, by=supreme)
        remind(timestamp=0)

    trashed_reminder.refresh_from_db()
    assert (trashed_reminder.state, trashed_reminder.pending_until) == (State.OPEN, None)
    assert last_event(trashed_reminder, Event.Kind.REMINDED).details["until"] == tuesday("10:00").isoformat()
    assert dues(trashed_reminder.clock)[TargetKind.RESOLUTION] == "14:10"


def test_restoring_what_is_not_in_the_trash_changes_nothing(ticket, supreme):
    with at(tuesday("09:30")):
        restore_ticket(ticket, by=supreme)

    assert kinds(ticket) == []


def test_restoring_needs_the_permission_to_delete(trashed, agent):
    with pytest.raises(PermissionDenied, match="Move to the trash"):
        restore_ticket(trashed, by=agent)
