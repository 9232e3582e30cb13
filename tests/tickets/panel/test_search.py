"""The search page and the palette's suggestions."""

import re
from datetime import timedelta

import pytest

from sla.moment import at, now
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.tickets.panel.reading import words_of
from tests.tickets.panel.test_queues import link, numbers_on
from tickets.models import Ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.note import note_on_ticket
from tickets.text.body import Body

SEARCH, SUGGESTIONS = "/panel/search/", "/panel/search/suggestions/"


@pytest.fixture
def terminal(department) -> Ticket:
    return open_a_ticket(
        requester=RequesterFactory(name="Ruth Adeyemi", address="ruth@bank.example"),
        department=department,
        subject="Card terminal declines",
        text="It beeps <b>twice</b> and declines every card since Monday.",
    )


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["{number}", "#{number}", " #{number} "])
def test_a_number_leads_straight_to_the_ticket(john, terminal, typed):
    page = john.get(SEARCH, {"q": typed.format(number=terminal.number)})

    assert page["Location"] == f"/panel/tickets/{terminal.number}/"


@pytest.mark.slow
def test_an_address_leads_to_the_tickets_of_the_person(john, terminal, ticket):
    page = john.get(SEARCH, {"q": "Ruth@bank.example"}, follow=True)

    assert page.redirect_chain == [("/panel/search/?q=requester%3Aruth%40bank.example", 302)]
    assert numbers_on(page) == [terminal.number]


@pytest.mark.slow
def test_words_find_rows_with_the_place_where_they_stand(john, terminal, ticket):
    page = john.get(SEARCH, {"q": "declines"})

    html = page.content.decode()
    assert numbers_on(page) == [terminal.number]
    assert "Card terminal <mark>declines</mark>" in html
    assert "&lt;b&gt;" not in html
    assert re.search(r'class="q-excerpt">.*and <mark>declines</mark> every card', html)
    assert f"/panel/tickets/{terminal.number}/?queue=search&amp;q=declines" in html
    assert "1 ticket" in words_of(page)


@pytest.mark.slow
def test_what_was_found_is_plain_text_even_where_it_looks_like_html(john, department):
    open_a_ticket(department=department, subject="<script>alert(1)</script> blocked", text="a \x02 b \x03 c")

    html = john.get(SEARCH, {"q": "blocked"}).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>blocked</mark>" in html


@pytest.mark.slow
def test_filter_words_alone_make_a_list_in_the_order_asked_for(john, agent, terminal, ticket):
    claim_ticket(ticket, by=agent)

    page = john.get(SEARCH, {"q": "assignee:me state:open", "sort": "newest"})

    assert numbers_on(page) == [ticket.number]
    assert "Sort: newest" in words_of(page)
    assert "Assignee me" in words_of(page)


def test_words_and_filter_words_are_one_question(john, terminal, ticket):
    assert numbers_on(john.get(SEARCH, {"q": "declines requester:ruth"})) == [terminal.number]

    assert numbers_on(john.get(SEARCH, {"q": "declines requester:james"})) == []


@pytest.mark.slow
def test_the_beginning_of_a_number_finds_it(john, terminal):
    page = john.get(SEARCH, {"q": terminal.number[:4]})

    assert terminal.number in numbers_on(page)


@pytest.mark.slow
def test_people_called_so_are_offered(john, terminal):
    page = john.get(SEARCH, {"q": "adey"})

    assert 'href="/panel/search/?q=requester%3Aruth%40bank.example"' in page.content.decode()


@pytest.mark.slow
def test_results_have_pages(john, requester, department, monkeypatch):
    monkeypatch.setattr("tickets.panel.search.SIZE", 2)
    for minutes in range(3):
        with at(now() - timedelta(minutes=minutes)):
            open_a_ticket(requester=requester, department=department)

    first = john.get(SEARCH, {"q": "printer"})
    second = john.get(link(first, "next"))

    assert (len(numbers_on(first)), len(numbers_on(second))) == (2, 1)
    assert not set(numbers_on(first)) & set(numbers_on(second))
    assert numbers_on(john.get(link(second, "prev"))) == numbers_on(first)


@pytest.mark.slow
@pytest.mark.parametrize("query", [{"q": "printer", "page": "99"}, {"q": "printer", "page": "x"}])
def test_a_page_that_isnt_there_is_the_nearest_one(john, ticket, query):
    assert numbers_on(john.get(SEARCH, query)) == [ticket.number]


@pytest.mark.slow
def test_nothing_found_and_nothing_asked_say_what_to_do(john, ticket):
    assert "Nothing found" in words_of(john.get(SEARCH, {"q": "xylophone"}))
    assert "Nothing like that here" in words_of(john.get(SEARCH, {"q": "priority:emergency"}))
    assert "Words that filter" in words_of(john.get(SEARCH))
    assert "Words that filter" in words_of(john.get(SEARCH, {"q": " \x00 "}))


@pytest.mark.slow
def test_what_makes_no_sense_is_told_above_the_rest(john, ticket):
    page = john.get(SEARCH, {"q": "printer tags:vip"})

    assert "“tags:” is no filter word" in words_of(page)


def test_a_stranger_finds_nothing_of_it_at_any_of_these_addresses(sign_in, stranger, agent, terminal):
    note_on_ticket(terminal, Body.from_text("xylophone"), by=agent)
    outsider, insider = sign_in(stranger), sign_in(agent)
    for typed in ("xylophone", "requester:ruth", "adeyemi", terminal.number[:4]):
        for address in (SEARCH, SUGGESTIONS):
            theirs = outsider.get(address, {"q": typed})
            ours = insider.get(address, {"q": typed})

            assert theirs.status_code == 200
            assert "Card terminal" not in theirs.content.decode()
            assert "ruth@bank" not in theirs.content.decode()
            assert ours.status_code == 302 or terminal.number in ours.content.decode()

    assert "Location" not in outsider.get(SEARCH, {"q": "ruth@bank.example"})


@pytest.mark.slow
def test_what_is_in_the_trash_is_not_found_by_words(boss, supreme, terminal):
    assert numbers_on(boss.get(SEARCH, {"q": "declines"})) == [terminal.number]

    delete_ticket(terminal, by=supreme)

    assert numbers_on(boss.get(SEARCH, {"q": "declines"})) == []
    assert "Card terminal" not in boss.get(SUGGESTIONS, {"q": "declines"}).content.decode()
    assert numbers_on(boss.get(SEARCH, {"q": "declines state:trash"})) == [terminal.number]


@pytest.mark.slow
def test_a_ticket_leads_back_to_the_search_it_was_found_by(john, terminal, ticket):
    page = john.get(f"/panel/tickets/{ticket.number}/?queue=search&q=requester:james&sort=activity")

    assert 'href="/panel/search/?q=requester%3Ajames">Search</a>' in page.content.decode()


@pytest.mark.slow
def test_suggestions_come_while_a_word_is_half_typed(john, terminal, ticket):
    part = john.get(SUGGESTIONS, {"q": "card termi"})

    html = part.content.decode()
    assert "<html" not in html
    assert f'href="/panel/tickets/{terminal.number}/"' in html
    assert ticket.number not in html
    assert 'href="/panel/search/?q=card+termi"' in html
    assert 'href="/panel/tickets/new/?subject=card+termi"' in html
    assert 'href="/panel/queues/new/?words=card+termi"' in html


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["ruth", "adey", "ruth@ba", "{number:.4}", "state:open requester:ruth"])
def test_suggestions_know_people_numbers_and_filter_words(john, terminal, ticket, typed):
    number = f"{terminal.number}"
    html = john.get(SUGGESTIONS, {"q": typed.format(number=number)}).content.decode()

    assert f"#{number}" in html or "requester%3Aruth%40bank.example" in html


def asked_for(client, address, query, assert_max, most):
    with assert_max(most) as asked:
        page = client.get(address, query)
    return len(numbers_on(page)), len(asked)


@pytest.mark.slow
def test_a_search_asks_the_database_no_more_for_three_than_for_one(
    john, requester, department, django_assert_max_num_queries
):
    open_a_ticket(requester=requester, department=department)
    one = asked_for(john, SEARCH, {"q": "printer"}, django_assert_max_num_queries, 14)
    for _ in range(2):
        open_a_ticket(requester=requester, department=department)
    three = asked_for(john, SEARCH, {"q": "printer"}, django_assert_max_num_queries, 14)

    assert (one[0], three[0]) == (1, 3)
    assert one[1] == three[1]
