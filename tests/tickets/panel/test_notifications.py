"""The bell's page."""

import re

import pytest

from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.jobs import publish_acts
from tests.tickets.center.pages import text_of
from tickets.notifications.bell import unread_count
from tickets.operations.assign import assign_ticket
from tickets.panel.notifications import SIZE

ADDRESS = "/panel/notifications/"


@pytest.fixture
def told(ticket, agent, supreme):
    """John was told that a ticket came in, and that it was given to him."""
    assign_ticket(ticket, assignee=agent, by=supreme)
    publish_acts()
    return ticket


def numbers_on(page) -> list[str]:
    return re.findall(r'<li class="told-line[^"]*" data-ticket="([^"]+)"', page.content.decode())


@pytest.mark.slow
def test_it_says_what_happened_and_leads_to_the_ticket(john, told):
    page = john.get(ADDRESS)

    words = text_of(page)
    assert numbers_on(page) == [told.number, told.number]
    assert words.index("Supreme assigned this to John") < words.index("James opened this")
    assert f'href="/panel/tickets/{told.number}/"' in page.content.decode()
    assert "2 unread" in words
    assert words.count("Unread:") == 2


@pytest.mark.slow
def test_all_is_marked_as_read_by_sending_not_by_looking(john, agent, told):
    john.get(ADDRESS)
    assert unread_count(agent) == 2

    answer = john.post(ADDRESS)

    words = text_of(john.get(answer["Location"]))
    assert unread_count(agent) == 0
    assert "Unread:" not in words
    assert "Mark all as read" not in words
    assert "Supreme assigned this to John" in words


@pytest.mark.slow
def test_opening_a_ticket_reads_what_was_told_of_it_and_nothing_else(john, agent, told):
    other = open_a_ticket(department=told.department)
    publish_acts()
    assert unread_count(agent) == 3

    page = john.get(f"/panel/tickets/{told.number}/")

    assert unread_count(agent) == 1
    assert page.context["bell_count"] == 1
    assert numbers_on(john.get(ADDRESS))[0] == other.number


@pytest.mark.slow
def test_the_rail_counts_what_is_unread(john, told):
    html = john.get("/panel/queues/open/").content.decode()

    assert 'aria-label="Notifications, 2 unread"' in html


def test_nothing_told_is_said(john):
    assert "Nothing to tell you" in text_of(john.get(ADDRESS))


@pytest.mark.slow
def test_it_is_read_page_by_page(john, department, requester):
    opened = [open_a_ticket(department=department, requester=requester).number for _ in range(SIZE + 2)]
    publish_acts()

    first = john.get(ADDRESS)
    second = john.get(first.context["after"])

    assert numbers_on(first) == opened[: -SIZE - 1 : -1]
    assert numbers_on(second) == [opened[1], opened[0]]
    assert (first.context["before"], second.context["before"], second.context["after"]) == ("", ADDRESS, "")


@pytest.mark.slow
def test_nonsense_in_the_address_gives_the_first_page(john, told):
    nonsense = ["x", "-1", "9" * 19, "９", "\x00", "1.5", ""]

    pages = {before: numbers_on(john.get(ADDRESS, {"before": before})) for before in nonsense}

    assert pages == {before: [told.number, told.number] for before in nonsense}


@pytest.mark.slow
def test_beyond_the_last_line_one_is_led_to_the_first(john, told):
    assert john.get(ADDRESS, {"before": "1" * 18})["Location"] == ADDRESS


@pytest.mark.slow
def test_nobody_reads_what_was_told_to_another(sign_in, department, told, stranger):
    colleague = agent_in(department)

    assert numbers_on(sign_in(stranger).get(ADDRESS)) == []
    assert numbers_on(sign_in(colleague).get(ADDRESS)) == []


def test_visitors_are_led_to_sign_in(client):
    assert client.get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"
    assert client.post(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


@pytest.mark.slow
def test_the_page_asks_the_database_only_so_much(john, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        john.get(ADDRESS)
