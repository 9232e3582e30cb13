"""Tags: put on in a dialog, seen on the ticket and in its row, asked for by a filter word."""

import pytest

from tests.factories.tickets import open_a_ticket
from tests.tickets.panel.reading import words_of
from tests.tickets.panel.test_queues import numbers_on
from tickets.models import Tag
from tickets.operations.tag import tag_ticket

OPEN = "/panel/queues/open/"


def address(ticket) -> str:
    return f"/panel/tickets/{ticket.number}/tag/"


def test_what_is_typed_stands_on_the_ticket_and_in_its_row(john, ticket):
    response = john.post(address(ticket), {"tags": " #vip, Branch office,,vip"})

    assert response.url == f"/panel/tickets/{ticket.number}/"
    assert [tag.name for tag in ticket.tags.all()] == ["Branch office", "vip"]
    for page in (john.get(response.url), john.get(OPEN)):
        assert '<span class="tag">Branch office</span>' in page.content.decode()


@pytest.mark.slow
def test_those_it_has_are_offered_to_be_taken_off(john, agent, ticket):
    tag_ticket(ticket, add=["vip"], by=agent)

    form = words_of(john.get(address(ticket)))
    john.post(address(ticket), {"tags": "", "remove": Tag.objects.get().pk})

    assert "Take off" in form
    assert "In use: vip." in form
    assert not ticket.tags.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a tag to put on"),
        ("a" * 41, "This has 41 characters, at most 40 fit."),
        ("a\x00b", "invisible character"),
    ],
)
def test_what_is_no_tag_is_said_beside_the_field(john, ticket, typed, sentence):
    response = john.post(address(ticket), {"tags": typed})

    assert response.status_code == 422
    assert sentence in words_of(response)


@pytest.mark.slow
def test_a_filter_word_holds_what_has_the_tag(john, agent, department, ticket):
    other = open_a_ticket(department=department)
    tag_ticket(ticket, add=["Branch office", "vip"], by=agent)

    assert numbers_on(john.get(OPEN, {"q": 'tag:"branch office",vip'})) == [ticket.number]
    assert numbers_on(john.get(OPEN, {"q": "-tag:vip"})) == [other.number]
    assert numbers_on(john.get(OPEN, {"q": "tag:none"})) == [other.number]
    assert "There is no tag “vap”." in words_of(john.get("/panel/search/", {"q": "tag:vap"}))


@pytest.mark.slow
def test_many_are_tagged_at_once_and_keep_what_they_have(john, agent, department, ticket):
    other = open_a_ticket(department=department)
    tag_ticket(ticket, add=["vip"], by=agent)

    john.post(
        "/panel/bulk/",
        {"verb": "tag", "ticket": [ticket.number, other.number], "tags": "outage", "confirmed": "1"},
    )

    assert [tag.name for tag in other.tags.all()] == ["outage"]
    assert [tag.name for tag in ticket.tags.all()] == ["outage", "vip"]
