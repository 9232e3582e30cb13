import pytest

from agents.errors import OperationRefused
from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import open_a_ticket
from tests.jobs import deferred
from tests.tickets.history import last_event
from tickets.actor import SYSTEM
from tickets.history import act, operation, record_event
from tickets.models import Event
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.resolve import resolve_ticket


def test_an_event_keeps_who_did_it_and_the_address_as_it_was(ticket, agent):
    with at(tuesday("10:00")):
        claim_ticket(ticket, by=agent)
    agent.user.email = "married@example.com"
    agent.user.save()

    event = last_event(ticket, Event.Kind.CLAIMED)
    assert (event.agent, event.requester, event.address, event.at) == (
        agent,
        None,
        "john@example.com",
        tuesday("10:00"),
    )


def test_what_one_act_did_is_published_once_per_ticket(ticket, department, agent):
    other = open_a_ticket(department=department)
    before = len(deferred("tickets.publish"))

    with act() as under_way:
        claim_ticket(ticket, by=agent)
        resolve_ticket(ticket, by=agent)
        claim_ticket(other, by=agent)

    assert deferred("tickets.publish")[before:] == [
        {"act": str(under_way.id), "ticket_id": ticket.pk},
        {"act": str(under_way.id), "ticket_id": other.pk},
    ]


def test_acts_that_follow_each_other_are_two(ticket, agent):
    claim_ticket(ticket, by=agent)
    resolve_ticket(ticket, by=agent)

    assert len(set(ticket.events.values_list("act", flat=True))) == 3


def test_what_changed_nothing_is_not_published(ticket, agent):
    claim_ticket(ticket, by=agent)
    before = len(deferred("tickets.publish"))

    claim_ticket(ticket, by=agent)

    assert len(deferred("tickets.publish")) == before


def test_what_fails_leaves_neither_rows_nor_jobs(ticket, agent):
    before = len(deferred("tickets.publish"))

    @operation
    def claim_and_fail() -> None:
        claim_ticket(ticket, by=agent)
        raise OperationRefused("On second thought, no.")

    with pytest.raises(OperationRefused):
        claim_and_fail()

    ticket.refresh_from_db()
    assert ticket.assignee is None
    assert not ticket.events.filter(kind=Event.Kind.CLAIMED).exists()
    assert len(deferred("tickets.publish")) == before


def test_after_a_failure_the_next_act_is_a_new_one(ticket, agent):
    resolve_ticket(ticket, by=agent)
    with pytest.raises(OperationRefused):
        pend_ticket(ticket, by=agent)

    close_ticket(ticket, by=agent)

    acts = list(ticket.events.values_list("act", flat=True))
    assert len(set(acts)) == len(acts) == 3


def test_history_is_written_by_operations_alone(ticket):
    with pytest.raises(RuntimeError, match="inside an operation"):
        record_event(ticket, Event.Kind.NOTED, by=SYSTEM)


def test_what_an_act_holds_is_not_read_again(ticket, agent, django_assert_num_queries):
    with act():
        lock_ticket(ticket)

        with django_assert_num_queries(0):
            lock_ticket(ticket)


def test_the_next_act_reads_it_anew(ticket, agent):
    same = type(ticket).objects.get(pk=ticket.pk)
    claim_ticket(same, by=agent)
    assert ticket.assignee is None

    with act():
        lock_ticket(ticket)

    assert ticket.assignee == agent
