from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from sla.moment import at, now
from tests.factories.tickets import HelpTopicFactory, RequesterFactory, open_a_ticket, status_named
from tests.tickets.history import kinds, last_event
from tickets.models import Event, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, LinkKind, Source, State

MESSAGE = Body.from_text("Any news?")


def receive(ticket, by=None, **fields):
    return receive_message(ticket, MESSAGE, by=by or ticket.requester, source=Source.WEB, **fields)


def test_a_message_stands_in_the_thread(ticket, requester):
    entry = receive(ticket)

    assert ticket.entries.last() == entry
    assert (entry.kind, entry.author, entry.body_text) == (EntryKind.MESSAGE, requester, "Any news?")
    event = last_event(ticket, Event.Kind.RECEIVED)
    assert (event.requester, event.entry, event.details) == (requester, entry, {"source": "web"})


@pytest.mark.slow
def test_we_are_awaited_since_the_first_message_after_our_answer(ticket, agent):
    reply_to_ticket(ticket, MESSAGE, by=agent)

    first = receive(ticket)
    receive(ticket)

    assert ticket.awaiting_since == first.created_at


@pytest.mark.slow
def test_a_collaborator_may_write(ticket, agent):
    add_collaborator(ticket, "ruth@example.com", by=agent)
    ruth = ticket.collaborators.get().requester

    entry = receive(ticket, by=ruth)

    assert entry.author == ruth


@pytest.mark.slow
def test_it_waits_for_us_as_a_requesters_does(ticket, agent):
    add_collaborator(ticket, "ruth@example.com", by=agent)
    reply_to_ticket(ticket, MESSAGE, by=agent)

    entry = receive(ticket, by=ticket.collaborators.get().requester)

    assert ticket.awaiting_since == ticket.clock.asked_at == entry.created_at


@pytest.mark.slow
@pytest.mark.parametrize("is_linked", [True, False])
@pytest.mark.parametrize("is_resolved", [True, False])
def test_an_agent_among_the_collaborators_asks_for_no_response(ticket, agent, is_linked, is_resolved):
    add_collaborator(ticket, agent.user.email if not is_linked else "home@example.com", by=agent)
    colleague = ticket.collaborators.get().requester
    if is_linked:
        colleague.user = agent.user
        colleague.save()
    reply_to_ticket(ticket, MESSAGE, by=agent)
    if is_resolved:
        resolve_ticket(ticket, by=agent)

    receive(ticket, by=colleague)

    assert (ticket.state, ticket.awaiting_since, ticket.clock.asked_at) == (State.OPEN, None, None)


def test_others_may_not(ticket):
    with pytest.raises(PermissionDenied):
        receive(ticket, by=RequesterFactory())

    assert ticket.entries.count() == 1


def test_waiting_ends_and_with_it_the_reminder(ticket, agent):
    pend_ticket(ticket, by=agent, until=now() + timedelta(days=1))

    receive(ticket)

    assert (ticket.state, ticket.pending_until) == (State.OPEN, None)
    assert kinds(ticket) == ["pended", "resumed", "received"]
    assert last_event(ticket, Event.Kind.RESUMED).author is None


def test_what_was_resolved_comes_back_however_long_ago(ticket, agent):
    resolve_ticket(ticket, by=agent)

    with at(now() + timedelta(days=300)):
        receive(ticket)

    assert ticket.state == State.OPEN
    assert last_event(ticket, Event.Kind.REOPENED).details["by_message"] is True


def test_what_was_closed_comes_back_within_the_window(ticket, agent):
    close_ticket(ticket, by=agent)

    with at(ticket.closed_at + timedelta(days=14)):
        receive(ticket)

    assert ticket.state == State.OPEN


class TestAfterTheWindow:
    """What comes later opens a new ticket that follows from the old one."""

    @pytest.fixture
    def closed(self, ticket, agent) -> Ticket:
        close_ticket(ticket, by=agent)
        return ticket

    @pytest.fixture
    def much_later(self, closed):
        with at(closed.closed_at + timedelta(days=14, seconds=1)):
            yield

    def test_a_new_ticket_follows_from_the_old(self, closed, much_later, requester):
        entry = receive(closed)

        assert entry.ticket != closed
        assert entry.ticket.subject == closed.subject
        assert (entry.ticket.requester, entry.ticket.topic) == (requester, closed.topic)
        link = entry.ticket.parent_links.get()
        assert (link.parent, link.kind) == (closed, LinkKind.FOLLOWS_FROM)
        closed.refresh_from_db()
        assert closed.state == State.CLOSED

    @pytest.mark.slow
    def test_both_tell_of_it(self, closed, much_later):
        follower = receive(closed).ticket

        link = {"link": "follows_from"}
        assert last_event(follower, Event.Kind.CHAINED).details == {
            "number": closed.number,
            "is_child": True,
            **link,
        }
        assert last_event(closed, Event.Kind.CHAINED).details == {
            "number": follower.number,
            "is_child": False,
            **link,
        }

    def test_the_same_form_sent_twice_opens_one(self, closed, much_later):
        submission = uuid4()
        entry = receive(closed, submission=submission)

        again = receive(closed, submission=submission)

        assert (again, again.ticket) == (entry, entry.ticket)
        assert Ticket.objects.count() == 2

    def test_the_topic_may_leave_another_window(self, requester, department, agent):
        topic = HelpTopicFactory(department=department, reopen_within_days=0)
        ticket = open_a_ticket(requester=requester, topic=topic)
        close_ticket(ticket, by=agent)

        with at(ticket.closed_at + timedelta(seconds=1)):
            assert receive(ticket).ticket != ticket


def test_the_same_form_sent_twice_is_one_message(ticket):
    submission = uuid4()
    entry = receive(ticket, submission=submission)

    assert receive(ticket, submission=submission) == entry
    assert ticket.entries.count() == 2


def test_what_is_in_the_trash_is_hidden_from_requesters(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(PermissionDenied):
        receive(ticket)


def test_waiting_for_a_third_party_ends_by_a_message_as_well(ticket, agent):
    pend_ticket(ticket, by=agent, status=status_named("Waiting for third party"))

    receive(ticket)

    assert ticket.state == State.OPEN
