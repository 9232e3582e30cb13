"""Two real connections at once: they take turns, and each thing happens once."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.errors import OperationRefused
from sla.moment import at
from tests.clock import tuesday
from tests.connections import while_held
from tests.factories.people import agent_in
from tests.factories.tickets import HelpTopicFactory, open_a_ticket, status_named
from tests.jobs import deferred
from tests.sla.plans import make_plan, make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.actor import SYSTEM
from tickets.history import act
from tickets.models import Delivery, Entry, Event, Link, Requester, Ticket
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.chain import chain_tickets
from tickets.operations.claim import claim_ticket
from tickets.operations.lock import lock_tickets
from tickets.operations.merge import merge_ticket
from tickets.operations.open import open_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.register_requester import register_requester
from tickets.operations.remind import remind_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source

pytestmark = pytest.mark.usefixtures("committed")

BODY = Body.from_text("Hello.")


def again(ticket: Ticket) -> Ticket:
    """The same ticket as another request reads it."""
    return Ticket.objects.get(pk=ticket.pk)


def test_of_two_claims_one_wins_and_the_other_is_told(ticket, agent, department):
    second = agent_in(department)

    _won, refused = while_held(
        lambda: claim_ticket(ticket, by=agent), lambda: claim_ticket(again(ticket), by=second)
    )

    assert isinstance(refused, OperationRefused)
    assert str(refused) == "John has taken this ticket already."
    assert again(ticket).assignee == agent
    assert kinds(ticket) == ["claimed"]


@pytest.mark.slow
def test_the_same_form_opens_one_ticket(requester, department):
    topic, submission = HelpTopicFactory(department=department), uuid4()

    def open_() -> Ticket:
        return open_ticket(
            requester=requester,
            subject="Banking is down",
            body=BODY,
            source=Source.WEB,
            by=requester,
            topic=topic,
            submission=submission,
        )

    one, other = while_held(open_, open_)

    assert one == other
    assert Ticket.objects.count() == Entry.objects.count() == len(deferred("tickets.publish")) == 1


@pytest.mark.slow
def test_the_same_reply_is_sent_once(ticket, agent):
    submission = uuid4()

    one, other = while_held(
        lambda: reply_to_ticket(ticket, BODY, by=agent, submission=submission),
        lambda: reply_to_ticket(again(ticket), BODY, by=agent, submission=submission),
    )

    assert one == other
    assert Delivery.objects.count() == 1


@pytest.mark.slow
def test_an_address_becomes_one_person(department):
    one, other = while_held(
        lambda: register_requester("kofi@example.com"), lambda: register_requester("kofi@example.com")
    )

    assert one == other
    assert Requester.objects.count() == 1


@pytest.mark.slow
def test_who_comes_second_sees_the_plan_that_the_first_has_chosen(ticket, agent):
    first, second = make_plan("First"), make_plan("Second")
    stale = again(ticket)
    assert stale.clock.plan is None

    while_held(lambda: replan_ticket(ticket, first, by=agent), lambda: replan_ticket(stale, second, by=agent))

    assert last_event(ticket, Event.Kind.REPLANNED).details["before"] == "First"


@pytest.mark.slow
def test_a_message_that_crosses_an_answer_is_awaited_after_it(requester, department, agent):
    ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())

    _answer, message = while_held(
        lambda: reply_to_ticket(ticket, BODY, by=agent),
        lambda: receive_message(again(ticket), BODY, by=requester, source=Source.WEB),
    )

    assert again(ticket).awaiting_since == message.created_at
    assert again(ticket).clock.asked_at == message.created_at


@pytest.mark.slow
def test_an_answer_that_crosses_a_message_answers_it(ticket, requester, agent):
    while_held(
        lambda: receive_message(ticket, BODY, by=requester, source=Source.WEB),
        lambda: reply_to_ticket(again(ticket), BODY, by=agent),
    )

    assert again(ticket).awaiting_since is None


@pytest.mark.slow
def test_two_workers_remind_once(ticket, agent):
    with at(tuesday("10:00")):
        pend_ticket(ticket, by=agent, until=tuesday("11:00"))

    reminded = while_held(lambda: remind_ticket(ticket), lambda: remind_ticket(again(ticket)))

    assert reminded == (True, False)
    assert kinds(ticket) == ["pended", "reminded"]


class TestChains:
    @pytest.mark.slow
    def test_two_that_tie_each_other_close_no_ring(self, ticket, department):
        other = open_a_ticket(department=department)

        _tied, refused = while_held(
            lambda: chain_tickets(ticket, other, kind=LinkKind.BLOCKS, by=SYSTEM),
            lambda: chain_tickets(again(other), again(ticket), kind=LinkKind.BLOCKS, by=SYSTEM),
        )

        assert isinstance(refused, OperationRefused)
        assert Link.objects.count() == 1

    @pytest.mark.slow
    def test_not_even_a_ring_of_four_whose_halves_share_no_ticket(self, department):
        a, b, c, d = (open_a_ticket(department=department) for _each in range(4))
        chain_tickets(a, b, kind=LinkKind.BLOCKS, by=SYSTEM)
        chain_tickets(c, d, kind=LinkKind.BLOCKS, by=SYSTEM)

        _tied, refused = while_held(
            lambda: chain_tickets(b, c, kind=LinkKind.BLOCKS, by=SYSTEM),
            lambda: chain_tickets(again(d), again(a), kind=LinkKind.BLOCKS, by=SYSTEM),
        )

        assert isinstance(refused, OperationRefused)
        assert Link.objects.count() == 3


class TestMergeRaces:
    @pytest.mark.slow
    def test_a_message_while_it_is_merged_comes_into_the_other_one(self, ticket, requester, department):
        other = open_a_ticket(department=department)

        _merged, entry = while_held(
            lambda: merge_ticket(ticket, into=other, by=SYSTEM),
            lambda: receive_message(again(ticket), BODY, by=requester, source=Source.WEB),
        )

        assert entry.ticket == other
        assert again(ticket).entries.count() == 1

    @pytest.mark.slow
    def test_a_reply_while_it_is_merged_is_refused(self, ticket, agent, department):
        other = open_a_ticket(department=department)

        _merged, refused = while_held(
            lambda: merge_ticket(ticket, into=other, by=SYSTEM),
            lambda: reply_to_ticket(again(ticket), BODY, by=agent),
        )

        assert str(refused) == f"#{ticket.number} was merged into #{other.number}, and goes on there."
        assert not Entry.objects.filter(kind="response").exists()

    @pytest.mark.slow
    def test_a_reply_while_another_is_merged_into_it_answers_that_one_too(self, ticket, agent, department):
        """The other one has the smaller key, so that it would be locked first."""
        parent = open_a_ticket(department=department)

        while_held(
            lambda: merge_ticket(ticket, into=parent, by=SYSTEM),
            lambda: reply_to_ticket(again(parent), BODY, by=agent),
        )

        assert again(ticket).awaiting_since is None

    @pytest.mark.slow
    def test_of_two_that_are_merged_into_each_other_only_one_is(self, ticket, department):
        other = open_a_ticket(department=department)

        _merged, refused = while_held(
            lambda: merge_ticket(ticket, into=other, by=SYSTEM),
            lambda: merge_ticket(again(other), into=again(ticket), by=SYSTEM),
        )

        assert isinstance(refused, OperationRefused)
        assert (again(ticket).merged_into, again(other).merged_into) == (other, None)


class TestLockOrder:
    """Ticket before clock before target, several tickets by ascending key (SLA.md, Watching)."""

    @pytest.mark.slow
    def test_several_tickets_are_locked_in_the_order_of_their_keys(self, ticket, department):
        other = open_a_ticket(department=department)

        def lock_both(one: Ticket, two: Ticket) -> None:
            with act():
                lock_tickets(one, two)

        for order in ((ticket, other), (other, ticket)):
            with CaptureQueriesContext(connection) as captured:
                lock_both(*order)
            assert locked_in(captured) == [("tickets_ticket", ticket.pk), ("tickets_ticket", other.pk)]

    @pytest.mark.slow
    def test_no_ticket_is_locked_after_a_clock(self, supreme, department):
        reports = [open_a_ticket(department=department, plan=plan) for plan in (make_sev_b(), None)]
        incident = open_a_ticket(department=department, plan=make_plan("Other"))
        for report in reports:
            chain_tickets(incident, report, kind=LinkKind.PART_OF, by=SYSTEM)

        with CaptureQueriesContext(connection) as captured:
            broadcast_reply(incident, BODY, by=supreme, then=status_named("Resolved"))

        tables = [table for table, _key in locked_in(captured)]
        assert tables[:3] == ["tickets_ticket"] * 3
        assert set(tables[3:]) == {"sla_clock", "sla_target"}
        assert "sla_clock" in tables[3:]


def locked_in(captured: CaptureQueriesContext) -> list[tuple[str, int]]:
    """The tables, and for tickets the keys, in the order in which their rows were locked."""
    locked = []
    for query in captured.captured_queries:
        sql = query["sql"]
        if "FOR UPDATE" in sql:
            table = sql.split(' FROM "')[1].split('"')[0]
            key = sql.split('"id" = ')[1].split(" ")[0] if table == "tickets_ticket" else "0"
            locked.append((table, int(key)))
    return locked
