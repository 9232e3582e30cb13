import pytest

from tests.tickets.center.doors import nobody, signed_in
from tests.tickets.center.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_first_page_greets_and_has_two_doors(desk):
    desk.greeting, desk.introduction = "How can we help?", "Tell us what is wrong."
    desk.hours_text = "Outages | First answer within 15 minutes\n\nAnything else"
    desk.save()

    page = nobody().get("/")

    html, words = page.content.decode(), text_of(page)
    assert "How can we help? Tell us what is wrong." in words
    assert 'href="/tickets/new/"' in html
    assert 'href="/tickets/status/"' in html
    assert "Outages" in words
    assert page.context["hours"] == [("Outages", "First answer within 15 minutes"), ("Anything else", "")]


def test_the_first_page_leaves_no_cookie(desk):
    browser = nobody()

    browser.get("/")

    assert not browser.cookies


def test_the_closed_notice_stands_on_the_first_page_and_shuts_one_door(desk):
    desk.closed_notice = "We move house until Monday."
    desk.save()

    page = nobody().get("/")

    assert "We move house until Monday." in text_of(page)
    assert 'href="/tickets/new/"' not in page.content.decode()


@pytest.mark.slow
def test_who_is_signed_in_sees_open_tickets(ticket, james):
    assert "Adobe will not open" in text_of(signed_in(james).get("/"))


@pytest.mark.slow
def test_the_first_page_asks_few_questions(ticket, james, django_assert_max_num_queries):
    browser = signed_in(james)

    with django_assert_max_num_queries(1):
        nobody().get("/")
    with django_assert_max_num_queries(6):
        browser.get("/")
