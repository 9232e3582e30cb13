"""A verb on many tickets takes seconds, and stands beside what others do meanwhile."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.connections import while_held
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.center.pages import text_of
from tickets.models import Event, Ticket
from tickets.operations.close import close_ticket
from tickets.vocabulary import State

BULK = "/panel/bulk/"
CLOSE = {"verb": "status", "status": "Closed", "confirmed": "1", "queue": "open"}

NEIGHBOURS = 2
"""So much dearer is the same work where others work on the same processor."""


def close(browser: Client, tickets: list[Ticket]) -> object:
    return browser.post(BULK, {**CLOSE, "tickets": " ".join(ticket.number for ticket in tickets)})


@pytest.fixture
def promised(requester, department):
    """So many tickets with a running promise."""
    plan = make_sev_b()

    def open_them(count: int) -> list[Ticket]:
        return [open_a_ticket(requester=requester, department=department, plan=plan) for _ in range(count)]

    return open_them


@pytest.mark.slow
def test_five_hundred_are_closed_in_ten_seconds_of_processor_time(john, promised):
    """Told by fifty in two goes, of which the cheaper one counts."""
    halves = [promised(25), promised(25)]
    spent = []

    for tickets in halves:
        begun = time.process_time()
        close(john, tickets)
        spent.append(time.process_time() - begun)

    assert not Ticket.objects.exclude(state=State.CLOSED).exists()
    assert min(spent) * 20 < 10 * NEIGHBOURS


@pytest.mark.slow
def test_each_costs_the_same_however_many_there_are(john, promised):
    def queries(tickets: list[Ticket]) -> int:
        with CaptureQueriesContext(connection) as captured:
            close(john, tickets)
        return len(captured)

    close(john, promised(1))
    one, three, five = queries(promised(1)), queries(promised(3)), queries(promised(5))

    assert five - three == three - one


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_what_another_closes_meanwhile_is_closed_once_and_nothing_is_lost(john, supreme, promised):
    tickets = promised(3)

    _other, answer = while_held(
        lambda: close_ticket(Ticket.objects.get(pk=tickets[1].pk), by=supreme, comment="Mine."),
        lambda: close(john, tickets),
    )

    assert answer["Location"] == "/panel/queues/open/"
    assert "3 tickets: The status is changed." in text_of(john.get(answer["Location"]))
    closings = Event.objects.filter(kind=Event.Kind.CLOSED)
    assert sorted(closings.values_list("ticket", flat=True)) == sorted(ticket.pk for ticket in tickets)
    assert closings.get(ticket=tickets[1]).comment == "Mine."


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_what_another_moves_out_of_sight_meanwhile_is_not_there(john, supreme, promised, department):
    tickets = promised(3)
    elsewhere = open_a_ticket().department

    _moved, answer = while_held(
        lambda: Ticket.objects.filter(pk=tickets[1].pk).update(department=elsewhere),
        lambda: close(john, tickets),
    )

    assert "1 ticket was not found" in text_of(john.get(answer["Location"]))
    assert [Ticket.objects.get(pk=ticket.pk).state for ticket in tickets] == ["closed", "open", "closed"]
