"""Splitting entries off in the panel: what can be chosen, what is refused, what both pages show."""

import pytest

from agents.permissions import EVERY_CODE
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.tickets.center.pages import fields_of
from tests.tickets.panel.reading import words_of
from tickets.models import Ticket
from tickets.operations.merge import merge_ticket
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import Source


@pytest.fixture
def address(ticket, requester):
    receive_message(ticket, Body.from_text("My file is corrupted."), by=requester, source=Source.WEB)
    return f"/panel/tickets/{ticket.number}/split/"


def opened() -> Ticket:
    return Ticket.objects.latest("pk")


def test_what_is_chosen_becomes_a_ticket_that_both_pages_lead_to(boss, address, ticket):
    form = boss.get(address, {"entries": "2"})
    answer = boss.post(address, {"entries": ["2"], "subject": "A corrupted file"})

    assert "My file is corrupted." in words_of(form)
    assert 'value="2"' in form.content.decode().split("checked")[0].rsplit("<input", 1)[1]
    assert answer["Location"] == f"/panel/tickets/{ticket.number}/"
    here = words_of(boss.get(f"/panel/tickets/{ticket.number}/"))
    there = words_of(boss.get(f"/panel/tickets/{opened().number}/"))
    assert f"Chained ticket #{opened().number} A corrupted file" in here
    assert f"from #{ticket.number}, written" in there
    assert "My file is corrupted." in there


@pytest.mark.parametrize("entries", [[], ["3"], ["0"], ["x"], ["1", "9"]])
def test_nothing_or_what_is_not_there_is_refused_with_what_was_typed(boss, address, ticket, entries):
    answer = boss.post(address, {"entries": entries, "subject": "A corrupted file"})

    assert answer.status_code == 422
    assert "A corrupted file" in answer.content.decode()
    assert opened() == ticket


def test_a_merge_since_puts_other_entries_there_so_it_is_asked_again(
    boss, address, ticket, supreme, department
):
    given = fields_of(boss.get(address).content.decode()) | {"entries": ["2"], "subject": "A file"}
    child = open_a_ticket(requester=RequesterFactory(), department=department)
    merge_ticket(child, into=ticket, by=supreme)

    answer = boss.post(address, given)

    assert answer.status_code == 422
    assert "Something was merged since you opened this." in words_of(answer)
    assert opened() == child


def test_it_is_refused_without_the_permission_and_not_there_out_of_sight(john, sign_in, address, ticket):
    stranger = sign_in(agent_in(DepartmentFactory(name="Elsewhere"), permissions=EVERY_CODE))

    given = {"entries": ["2"], "subject": "A corrupted file"}

    assert [each.post(address, given).status_code for each in (john, stranger)] == [403, 404]
    assert opened() == ticket
