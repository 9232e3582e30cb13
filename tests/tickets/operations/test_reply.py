from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from sla.moment import now
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket, status_named
from tests.jobs import deferred
from tests.sla.plans import make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.models import Delivery, Event
from tickets.operations.collaborate import add_collaborator, remove_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, State

ANSWER = Body.from_text("We see it too.")


@pytest.mark.slow
def test_a_response_stands_in_the_thread(ticket, agent):
    entry = reply_to_ticket(ticket, ANSWER, by=agent)

    assert ticket.entries.last() == entry
    assert (entry.kind, entry.author, entry.address) == (EntryKind.RESPONSE, agent, "john@example.com")
    assert last_event(ticket, Event.Kind.REPLIED).details == {"to": ["james@example.com"], "incident": None}


@pytest.mark.slow
def test_nobody_waits_for_us_any_more(ticket, agent):
    assert ticket.awaiting_since is not None

    reply_to_ticket(ticket, ANSWER, by=agent)

    ticket.refresh_from_db()
    assert ticket.is_answered


@pytest.mark.slow
def test_it_is_written_to_the_requester_and_the_collaborators(ticket, agent, requester):
    add_collaborator(ticket, "ruth@example.com", by=agent)

    entry = reply_to_ticket(ticket, ANSWER, by=agent)

    deliveries = entry.deliveries.order_by("pk")
    assert [delivery.address for delivery in deliveries] == ["james@example.com", "ruth@example.com"]
    assert {(delivery.channel, delivery.letter, delivery.state) for delivery in deliveries} == {
        (Delivery.Channel.MAIL, Delivery.Letter.RESPONSE, Delivery.State.QUEUED)
    }
    assert {delivery.act for delivery in deliveries} == {last_event(ticket, Event.Kind.REPLIED).act}


@pytest.mark.slow
def test_the_recipients_can_be_narrowed(ticket, agent, requester):
    add_collaborator(ticket, "ruth@example.com", by=agent)

    entry = reply_to_ticket(ticket, ANSWER, by=agent, to=[requester])

    assert [delivery.recipient for delivery in entry.deliveries.all()] == [requester]


@pytest.mark.slow
def test_who_has_left_the_ticket_is_not_written_to(ticket, agent):
    add_collaborator(ticket, "ruth@example.com", by=agent)
    ruth = ticket.collaborators.get().requester
    reply_to_ticket(ticket, ANSWER, by=agent, to=[ruth])
    remove_collaborator(ticket, ruth, by=agent)

    with pytest.raises(OperationRefused, match="no longer on this ticket"):
        reply_to_ticket(ticket, ANSWER, by=agent, to=[ruth])

    assert Delivery.objects.count() == 1


@pytest.mark.slow
def test_it_meets_the_first_response(requester, department, agent):
    ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())

    reply_to_ticket(ticket, ANSWER, by=agent)

    event = last_event(ticket, Event.Kind.TARGET_MET)
    assert event.details["target"] == "first_response"
    assert event.agent is None


@pytest.mark.slow
@pytest.mark.parametrize("is_linked", [True, False])
def test_who_asked_does_not_answer_himself(ticket, agent, requester, is_linked):
    if is_linked:
        requester.user = agent.user
        requester.save()
    else:
        requester.addresses.create(address=agent.user.email)
    waiting_since = ticket.awaiting_since

    reply_to_ticket(ticket, ANSWER, by=agent)

    ticket.refresh_from_db()
    assert ticket.awaiting_since == waiting_since
    assert ticket.clock.answered_at is None


class TestClaimingByReplying:
    def test_who_answers_what_nobody_has_takes_it(self, ticket, agent):
        reply_to_ticket(ticket, ANSWER, by=agent)

        assert ticket.assignee == agent
        assert last_event(ticket, Event.Kind.CLAIMED).details["by_replying"] is True
        assert kinds(ticket) == ["replied", "claimed"]

    def test_only_where_the_department_wants_it_so(self, ticket, agent, department):
        department.claims_on_reply = False
        department.save()

        reply_to_ticket(ticket, ANSWER, by=agent)

        assert ticket.assignee is None

    @pytest.mark.slow
    def test_not_from_another(self, ticket, agent, department):
        reply_to_ticket(ticket, ANSWER, by=agent)

        reply_to_ticket(ticket, ANSWER, by=agent_in(department))

        assert ticket.assignee == agent

    @pytest.mark.slow
    def test_not_from_a_team_of_others(self, requester, department, agent):
        ticket = open_a_ticket(requester=requester, department=department, team=TeamFactory())

        reply_to_ticket(ticket, ANSWER, by=agent)

        assert ticket.assignee is None

    @pytest.mark.slow
    def test_for_a_team_of_ones_own(self, requester, department, agent):
        team = TeamFactory(members=[agent])
        ticket = open_a_ticket(requester=requester, department=department, team=team)

        reply_to_ticket(ticket, ANSWER, by=agent)

        assert (ticket.team, ticket.assignee) == (team, agent)

    @pytest.mark.slow
    def test_not_without_the_permission_to_assign(self, ticket, department):
        agent = agent_in(department, permissions=["ticket.reply"])

        reply_to_ticket(ticket, ANSWER, by=agent)

        assert ticket.assignee is None


class TestThen:
    """Send and move on, in one act."""

    @pytest.mark.slow
    def test_reply_and_resolve_is_one_act(self, ticket, agent):
        reply_to_ticket(ticket, ANSWER, by=agent, then=status_named("Resolved"))

        assert ticket.state == State.RESOLVED
        acts = set(ticket.events.exclude(kind=Event.Kind.OPENED).values_list("act", flat=True))
        assert len(acts) == 1
        assert len(deferred("tickets.publish")) == 2  # the opening's and this one

    @pytest.mark.slow
    def test_reply_and_wait(self, ticket, agent):
        tomorrow = now() + timedelta(days=1)

        reply_to_ticket(
            ticket, ANSWER, by=agent, then=status_named("Waiting for third party"), until=tomorrow
        )

        assert (ticket.status.name, ticket.pending_until) == ("Waiting for third party", tomorrow)

    @pytest.mark.slow
    def test_reply_and_wait_on_what_was_resolved_reopens_it(self, ticket, agent):
        reply_to_ticket(ticket, ANSWER, by=agent, then=status_named("Resolved"))

        reply_to_ticket(ticket, ANSWER, by=agent, then=status_named("Waiting for requester"))

        assert ticket.state == State.PENDING
        assert kinds(ticket)[-3:] == ["replied", "reopened", "pended"]

    def test_what_the_status_asks_for_is_needed_too(self, ticket, department):
        agent = agent_in(department, permissions=["ticket.reply"])

        with pytest.raises(PermissionDenied, match="Resolve"):
            reply_to_ticket(ticket, ANSWER, by=agent, then=status_named("Resolved"))


@pytest.mark.slow
def test_the_same_form_sent_twice_replies_once(ticket, agent):
    submission = uuid4()
    entry = reply_to_ticket(ticket, ANSWER, by=agent, submission=submission)

    assert reply_to_ticket(ticket, ANSWER, by=agent, submission=submission) == entry
    assert entry.deliveries.count() == 1


@pytest.mark.slow
def test_nobody_answers_what_is_in_the_trash(ticket, agent, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        reply_to_ticket(ticket, ANSWER, by=agent)


def test_replying_needs_its_permission(ticket, department):
    with pytest.raises(PermissionDenied, match="Reply to the requester"):
        reply_to_ticket(ticket, ANSWER, by=agent_in(department, permissions=["ticket.note"]))


@pytest.mark.slow
def test_people_without_an_address_are_not_written_to(department, agent):
    requester = RequesterFactory()
    ticket = open_a_ticket(requester=requester, department=department)
    requester.addresses.all().delete()
    ticket.refresh_from_db()

    entry = reply_to_ticket(ticket, ANSWER, by=agent)

    assert not entry.deliveries.exists()
