import pytest

from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.models import Event, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.receive import receive_message
from tickets.operations.remind import remind_ticket
from tickets.operations.rename import rename_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State


@pytest.fixture
def ticket(requester, department, agent):
    """Opened at 7:00 with four hours for its resolution, waiting from 8:00 until 9:00."""
    with at(tuesday("07:00")):
        ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())
    with at(tuesday("08:00")):
        pend_ticket(ticket, by=agent, until=tuesday("09:00"))
    return ticket


@pytest.mark.slow
def test_what_is_due_is_found_and_nothing_else(ticket, requester, department, agent):
    with at(tuesday("08:30")):
        later = open_a_ticket(requester=requester, department=department)
        pend_ticket(later, by=agent, until=tuesday("09:01"))
        assert list(Ticket.objects.reminders_due()) == []

    with at(tuesday("09:00")):
        assert list(Ticket.objects.reminders_due()) == [ticket]
    with at(tuesday("09:01")):
        assert list(Ticket.objects.reminders_due()) == [ticket, later]


@pytest.mark.slow
def test_the_ticket_is_taken_up_again(ticket):
    with at(tuesday("09:00")):
        assert remind_ticket(ticket) is True

    ticket.refresh_from_db()
    assert (ticket.state, ticket.pending_until) == (State.OPEN, None)
    event = last_event(ticket, Event.Kind.REMINDED)
    assert event.author is None
    assert event.details == {
        "before": "Waiting for requester",
        "after": "Open",
        "until": "2026-03-03T09:00:00+00:00",
    }


@pytest.mark.slow
def test_a_late_worker_takes_it_up_as_of_its_moment(ticket):
    """Reminder 09:00, worker back at 15:00: resumed as of 09:00 (SLA.md, Scenarios)."""
    with at(tuesday("15:00")):
        remind_ticket(ticket)

    stop = ticket.clock.stops.get()
    assert (stop.since, stop.until) == (tuesday("08:00"), tuesday("09:00"))
    assert dues(ticket.clock)[TargetKind.RESOLUTION] == "12:00"


@pytest.mark.slow
def test_what_fell_due_until_the_worker_came_is_recorded_as_well(ticket):
    with at(tuesday("15:00")):
        remind_ticket(ticket)

    breaches = ticket.events.filter(kind=Event.Kind.TARGET_BREACHED)
    assert {event.details["target"]: event.details["at"][11:16] for event in breaches} == {
        "first_response": "08:00",
        "resolution": "12:00",
    }


@pytest.mark.slow
def test_a_message_before_it_cancels_it(ticket):
    with at(tuesday("08:45")):
        receive_message(ticket, Body.from_text("Found it."), by=ticket.requester, source=Source.WEB)

    with at(tuesday("09:00")):
        assert not Ticket.objects.reminders_due().exists()
        assert remind_ticket(ticket) is False

    assert "reminded" not in kinds(ticket)


@pytest.mark.slow
def test_two_workers_remind_once(ticket):
    with at(tuesday("09:00")):
        remind_ticket(Ticket.objects.get(pk=ticket.pk))
        assert remind_ticket(ticket) is False

    assert kinds(ticket).count("reminded") == 1


@pytest.mark.slow
def test_a_reminder_prolonged_meanwhile_is_left_alone(ticket, agent):
    with at(tuesday("08:30")):
        pend_ticket(ticket, by=agent, until=tuesday("10:00"))

    with at(tuesday("09:00")):
        assert remind_ticket(ticket) is False

    assert ticket.state == State.PENDING


@pytest.mark.slow
def test_what_no_longer_waits_is_left_alone(ticket, agent):
    with at(tuesday("08:30")):
        resume_ticket(ticket, by=agent)

    with at(tuesday("09:00")):
        assert remind_ticket(ticket) is False


def answer(ticket, agent):
    reply_to_ticket(ticket, Body.from_text("Found it."), by=agent)


def write(ticket, agent):
    receive_message(ticket, Body.from_text("And?"), by=ticket.requester, source=Source.WEB)


def go_on(ticket, agent):
    resume_ticket(ticket, by=agent)


def wait_longer(ticket, agent):
    pend_ticket(ticket, by=agent, until=tuesday("18:00"))


def resolve(ticket, agent):
    resolve_ticket(ticket, by=agent)


def close(ticket, agent):
    close_ticket(ticket, by=agent)


def rename(ticket, agent):
    rename_ticket(ticket, "Found", by=agent)


@pytest.mark.slow
@pytest.mark.parametrize("touch", [answer, write, go_on, wait_longer, resolve, close, rename])
def test_whoever_comes_before_the_worker_finds_it_taken_up_as_of_its_moment(ticket, supreme, touch):
    with at(tuesday("15:00")):
        touch(ticket, supreme)
        assert remind_ticket(ticket) is False

    waited = ticket.clock.stops.order_by("pk").first()
    assert (waited.cause, waited.since, waited.until) == ("pending", tuesday("08:00"), tuesday("09:00"))
    assert ticket.clock.targets.get(kind=TargetKind.RESOLUTION).breached_at == tuesday("12:00")
    assert kinds(ticket).count("reminded") == 1
    assert last_event(ticket, Event.Kind.REMINDED).details["until"] == "2026-03-03T09:00:00+00:00"


@pytest.mark.slow
def test_what_waits_on_is_not_taken_up_by_a_touch(ticket, agent):
    with at(tuesday("08:59")):
        answer(ticket, agent)

    assert ticket.state == State.PENDING
    assert "reminded" not in kinds(ticket)
