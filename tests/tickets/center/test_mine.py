import pytest

from tests.factories.tickets import open_a_ticket
from tests.tickets.center.doors import nobody, signed_in
from tests.tickets.center.pages import text_of
from tickets.center import mine
from tickets.models import Ticket
from tickets.operations.close import close_ticket

pytestmark = pytest.mark.django_db
ADDRESS = "/tickets/"


@pytest.mark.slow
def test_the_list_has_my_tickets_and_those_i_read_and_no_other(ticket, james, colleague, stranger, topic):
    foreign = open_a_ticket(requester=stranger, topic=topic)

    page = signed_in(colleague).get(ADDRESS)

    words = text_of(page)
    assert f'data-ticket="{ticket.number}"' in page.content.decode()
    assert "James Doe" in words
    assert foreign.number not in words


def test_visitors_are_led_to_sign_in(desk):
    answer = nobody().get(ADDRESS)

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/tickets/"


@pytest.mark.slow
def test_open_and_closed_are_told_apart(ticket, james, topic):
    closed = open_a_ticket(requester=james, topic=topic)
    close_ticket(closed, by=james)
    browser = signed_in(james)

    def listed(show):
        return [row.number for row in browser.get(ADDRESS, {"show": show}).context["tickets"]]

    assert listed("open") == [ticket.number]
    assert listed("closed") == [closed.number]
    assert set(listed("")) == {ticket.number, closed.number}


@pytest.mark.slow
@pytest.mark.parametrize("words", ["adobe", "#{number}", "{number}"])
def test_a_ticket_is_found_by_number_or_words(ticket, james, topic, words):
    open_a_ticket(requester=james, topic=topic)

    page = signed_in(james).get(ADDRESS, {"q": words.format(number=ticket.number)})

    assert [row.number for row in page.context["tickets"]] == [ticket.number]


@pytest.mark.slow
def test_a_long_list_comes_in_pages(ticket, james, topic, monkeypatch):
    monkeypatch.setattr(mine, "PER_PAGE", 1)
    newer = open_a_ticket(requester=james, topic=topic)
    Ticket.objects.filter(pk=newer.pk).update(last_activity_at=newer.opened_at)
    browser = signed_in(james)

    first = browser.get(ADDRESS)
    second = browser.get(ADDRESS + first.context["after"])

    assert [row.number for row in first.context["tickets"]] == [newer.number]
    assert [row.number for row in second.context["tickets"]] == [ticket.number]
    assert (first.context["before"], second.context["before"], second.context["after"]) == ("", "?", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [{"page": "0"}, {"page": "-1"}, {"page": "٣"}, {"show": "x"}, {"q": "a\x00b"}, {"page": "9" * 40}],
)
def test_nonsense_in_the_address_is_no_error(ticket, james, asked):
    assert signed_in(james).get(ADDRESS, asked).status_code == 200


def test_an_account_without_a_requester_has_an_empty_list(agent):
    page = signed_in(agent).get(ADDRESS)

    assert "No ticket here" in text_of(page)


@pytest.mark.slow
def test_the_list_asks_a_bounded_number_of_questions(ticket, james, topic, django_assert_max_num_queries):
    browser = signed_in(james)
    for _ in range(3):
        open_a_ticket(requester=james, topic=topic)

    with django_assert_max_num_queries(6):
        browser.get(ADDRESS)
