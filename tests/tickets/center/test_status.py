import pytest

from tests.jobs import deferred
from tests.tickets.center.doors import nobody
from tests.tickets.center.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/tickets/status/"


def ask(email, number):
    return nobody().post(ADDRESS, {"email": email, "number": number})


@pytest.mark.slow
def test_known_and_unknown_get_the_same_page_and_the_same_work(ticket):
    known = ask("james@example.com", ticket.number)
    wrong_number = ask("james@example.com", "999999")
    unknown = ask("james@example.net", ticket.number)

    assert known.status_code == wrong_number.status_code == unknown.status_code == 200
    assert text_of(known) == text_of(wrong_number)
    assert text_of(known).replace("example.com", "example.net") == text_of(unknown)
    assert deferred("tickets.mail_access_link") == [
        {"address": "james@example.com", "number": ticket.number},
        {"address": "james@example.com", "number": "999999"},
        {"address": "james@example.net", "number": ticket.number},
    ]


@pytest.mark.slow
def test_known_and_unknown_cost_the_same_number_of_questions(ticket, django_assert_num_queries):
    for email, number in [("james@example.com", ticket.number), ("nobody@example.com", "1")]:
        with django_assert_num_queries(2):
            ask(email, number)


@pytest.mark.slow
def test_a_number_is_taken_as_it_was_copied(ticket):
    ask(" James@Example.com ", f"# {ticket.number[:3]} {ticket.number[3:]}")

    assert deferred("tickets.mail_access_link") == [{"address": "james@example.com", "number": ticket.number}]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("email", "number", "sentence"),
    [
        ("", "104519", "Type the address you wrote from."),
        ("james", "104519", "They are like name@example.com"),
        ("james@example.com", "", "Type the number"),
        ("james@example.com", "1" * 25, "at most 24"),
        ("james@example.com", "10\x004519", "invisible character"),
    ],
)
def test_wrong_input_is_answered_beside_the_field(desk, email, number, sentence):
    page = ask(email, number)

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert deferred("tickets.mail_access_link") == []


def test_asking_very_often_from_one_network_is_put_off(desk, settings):
    settings.STATUS_CHECKS_PER_NETWORK = 2

    answers = [ask(f"guest{n}@example.com", "104519").status_code for n in range(3)]

    assert answers == [200, 200, 429]
    assert len(deferred("tickets.mail_access_link")) == 2


def test_asking_very_often_for_one_address_mails_no_more_and_tells_nobody(desk, settings):
    settings.STATUS_CHECKS_PER_ADDRESS = 2

    pages = [ask("james@example.com", "104519") for _ in range(3)]

    assert {page.status_code for page in pages} == {200}
    assert text_of(pages[0]) == text_of(pages[2])
    assert len(deferred("tickets.mail_access_link")) == 2
