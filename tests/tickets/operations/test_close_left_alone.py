import pytest

from agents.errors import OperationRefused
from sla.moment import at
from tests.clock import DAY, MINUTE, tuesday
from tests.factories.tickets import open_a_ticket
from tests.jobs import deferred
from tests.tickets.history import last_event
from tickets.jobs.close_left_alone import close_all_left_alone
from tickets.jobs.each import for_each
from tickets.models import Event, HelpTopic, Ticket
from tickets.operations.chain import chain_tickets
from tickets.operations.close_left_alone import close_left_alone
from tickets.operations.note import note_on_ticket
from tickets.operations.receive import receive_message
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source, State

RESOLVED = tuesday("10:00")


@pytest.fixture
def resolved(ticket, agent):
    with at(RESOLVED):
        resolve_ticket(ticket, by=agent)
    return ticket


def test_after_the_days_of_its_topic_it_is_closed_by_the_system(resolved):
    with at(RESOLVED + 7 * DAY):
        assert close_left_alone(resolved) is True

    assert resolved.state == State.CLOSED
    event = last_event(resolved, Event.Kind.CLOSED)
    assert (event.author, event.details["before"]) == (None, "Resolved")
    assert deferred("tickets.publish")[-1] == {"act": str(event.act), "ticket_id": resolved.pk}


def test_not_before(resolved):
    with at(RESOLVED + 7 * DAY - MINUTE):
        assert list(Ticket.objects.left_alone()) == []
        assert close_left_alone(resolved) is False

    assert resolved.state == State.RESOLVED


def test_topics_have_days_of_their_own(resolved):
    resolved.topic.closes_after_days = 2
    resolved.topic.save()

    with at(RESOLVED + 2 * DAY):
        assert list(Ticket.objects.left_alone()) == [resolved]


def test_a_ticket_without_a_topic_closes_too(resolved):
    resolved.topic = None
    resolved.save()

    with at(RESOLVED + 7 * DAY):
        assert list(Ticket.objects.left_alone()) == [resolved]


def test_whoever_does_something_with_it_keeps_it_longer(resolved, agent):
    with at(RESOLVED + 5 * DAY):
        note_on_ticket(resolved, Body.from_text("I called him."), by=agent)

    with at(RESOLVED + 7 * DAY):
        assert close_left_alone(resolved) is False
    with at(RESOLVED + 12 * DAY):
        assert close_left_alone(resolved) is True


@pytest.mark.slow
@pytest.mark.parametrize(("days", "closes"), [(2, 7), (None, 12)])
def test_what_people_are_told_is_when_it_happens(resolved, agent, days, closes):
    """Two days of its topic or, without one, seven; after what was done last, not after resolving."""
    if days is None:
        resolved.topic = None
        resolved.save()
    else:
        HelpTopic.objects.update(closes_after_days=days)
    with at(RESOLVED + 5 * DAY):
        note_on_ticket(resolved, Body.from_text("I called him."), by=agent)

    told = Ticket.objects.get(pk=resolved.pk).closes_at

    assert told == RESOLVED + closes * DAY
    with at(told - MINUTE):
        assert list(Ticket.objects.left_alone()) == []
    with at(told):
        assert list(Ticket.objects.left_alone()) == [resolved]


def test_a_message_in_the_last_moment_wins(resolved, requester):
    found = Ticket.objects.get(pk=resolved.pk)
    with at(RESOLVED + 7 * DAY):
        receive_message(resolved, Body.from_text("It came back."), by=requester, source=Source.WEB)

        assert close_left_alone(found) is False

    assert found.state == State.OPEN


def test_what_is_open_or_closed_is_left_as_it_is(ticket, resolved, department):
    with at(tuesday("09:00")):
        untouched = open_a_ticket(department=department)

    with at(RESOLVED + 99 * DAY):
        close_all_left_alone(timestamp=0)
        assert list(Ticket.objects.left_alone()) == []

    untouched.refresh_from_db()
    assert untouched.state == State.OPEN


@pytest.mark.slow
def test_one_that_is_blocked_waits_and_holds_up_no_other(resolved, agent, department):
    with at(tuesday("09:00")):
        blocker = open_a_ticket(department=department)
        other = open_a_ticket(department=department)
    with at(RESOLVED):
        resolve_ticket(other, by=agent)
        chain_tickets(resolved, blocker, kind=LinkKind.BLOCKS, by=agent)

    with at(RESOLVED + 7 * DAY):
        close_all_left_alone(timestamp=0)

        with pytest.raises(OperationRefused):
            close_left_alone(resolved)

    other.refresh_from_db()
    resolved.refresh_from_db()
    assert (resolved.state, other.state) == (State.RESOLVED, State.CLOSED)


def test_what_fails_is_raised_when_all_the_others_are_done(ticket, department):
    open_a_ticket(department=department)
    done: list[str] = []

    def fail_once(each: Ticket) -> None:
        done.append(each.number)
        if each == ticket:
            raise RuntimeError("broken")

    with pytest.raises(ExceptionGroup) as failure:
        for_each(Ticket.objects.order_by("pk"), fail_once)

    assert len(done) == 2
    assert [str(error) for error in failure.value.exceptions] == ["broken"]
    assert failure.value.exceptions[0].__notes__ == [f"ticket #{ticket.number}"]
