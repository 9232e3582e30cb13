from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sla.moment import at, now
from tests.factories.tickets import open_a_ticket
from tests.jobs import deferred
from tests.tickets.center.doors import guest_of, nobody, signed_in
from tests.tickets.center.pages import fields_of, text_of
from tickets.models import AccessLink, Event, Link, Ticket
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(ticket):
    return reverse("center:ticket", args=[ticket.number])


@pytest.fixture
def browser(ticket, james):
    return signed_in(james)


@pytest.fixture
def message():
    return {"message": "It is version 24.", "submission": str(uuid4())}


def verb(ticket, name):
    return reverse(f"center:{name}", args=[ticket.number])


@pytest.mark.slow
def test_the_page_shows_messages_and_responses_and_no_note(browser, address, ticket):
    page = browser.get(address)

    words, html = text_of(page), page.content.decode()
    assert page.status_code == 200
    assert f'data-ticket="{ticket.number}"' in html
    assert "It closes by itself." in words
    assert "Which version is it?" in words
    assert 'data-entry-kind="message"' in html
    assert 'data-entry-kind="response"' in html
    assert ticket.entries.filter(kind="note").exists()
    assert "He always forgets to update." not in words
    assert "plan.txt" not in words
    assert 'data-entry-kind="note"' not in html


@pytest.mark.slow
def test_the_page_says_who_is_on_it_and_where_it_stands(browser, address):
    words = text_of(browser.get(address))

    assert "Jane is working on it." in words
    assert "It should be solved by" in words
    assert "Ngozi Okafor reads along" in words
    assert "Report a Problem" in words


@pytest.mark.slow
def test_a_message_goes_into_the_thread(browser, address, ticket, james, message):
    answer = browser.post(address, message)

    assert (answer.status_code, answer["Location"]) == (302, address)
    entry = ticket.entries.latest("created_at")
    assert (entry.kind, entry.requester, entry.body_text) == ("message", james, "It is version 24.")
    ticket.refresh_from_db()
    assert ticket.awaiting_since == entry.created_at
    assert "We have your message." in text_of(browser.get(address))


@pytest.mark.slow
def test_a_message_brings_its_files(browser, address, ticket, message):
    browser.post(address, {**message, "attachments": SimpleUploadedFile("log.txt", b"24.1")})

    page = browser.get(address)
    assert "log.txt" in text_of(page)
    assert ticket.entries.latest("created_at").attachments.get().name == "log.txt"


@pytest.mark.slow
def test_a_message_sent_twice_is_one_entry(browser, address, ticket, message):
    before = ticket.entries.count()

    first, second = browser.post(address, message), browser.post(address, message)

    assert ticket.entries.count() == before + 1
    assert first["Location"] == second["Location"]


@pytest.mark.slow
def test_another_text_in_a_form_that_was_sent_is_not_lost(browser, address, ticket, message):
    browser.post(address, message)
    before = ticket.entries.count()

    page = browser.post(address, {**message, "message": "And it is the German one."})

    assert page.status_code == 422
    assert "You sent this form before" in text_of(page)
    assert "And it is the German one." in page.content.decode()
    assert ticket.entries.count() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  ", "Write something before you send it"),
        ("x" * 50_001, "at most 50000 fit"),
        ("a\x00b", "invisible character"),
    ],
)
def test_a_message_that_cannot_be_taken_is_answered_beside_the_field(
    browser, address, ticket, text, sentence
):
    before = ticket.entries.count()

    page = browser.post(address, {"message": text, "submission": str(uuid4())})

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert 'id="id_message_error"' in page.content.decode()
    assert ticket.entries.count() == before


@pytest.mark.slow
def test_files_of_a_refused_message_need_not_be_chosen_again(browser, address, ticket, message):
    page = browser.post(
        address, {**message, "message": "", "attachments": SimpleUploadedFile("log.txt", b"24.1")}
    )
    assert "log.txt" in text_of(page)

    browser.post(address, {**message, "kept": [kept.claim for kept in page.context["form"].kept]})

    assert ticket.entries.latest("created_at").attachments.get().name == "log.txt"


def test_a_requester_closes_and_opens_again(browser, ticket):
    browser.post(verb(ticket, "close"))
    ticket.refresh_from_db()
    assert ticket.state == State.CLOSED

    browser.post(verb(ticket, "reopen"))
    ticket.refresh_from_db()
    assert ticket.state == State.OPEN


@pytest.mark.slow
def test_what_closed_a_ticket_says_so_with_the_way_back_beside_it(browser, address, ticket, message):
    sent = browser.post(address, {**message, "then": "close"}, follow=True).content.decode()

    assert "Closed. Thank you for telling us." in sent
    assert f'action="{verb(ticket, "reopen")}"' in _notices(sent)

    again = browser.post(verb(ticket, "reopen"), follow=True).content.decode()

    assert "Open again." in _notices(again)
    assert "reopen" not in _notices(again)


def _notices(html: str) -> str:
    return html.partition('class="notices"')[2].partition("<main")[0].partition("<h1")[0]


@pytest.mark.slow
def test_sending_and_closing_stands_apart_from_sending(browser, address):
    html = browser.get(address).content.decode()

    send, _, apart = html.partition('class="ticket-end"')
    assert 'name="then"' not in send
    assert 'form="answer" name="then" value="close"' in apart


@pytest.mark.slow
def test_a_message_that_says_it_is_solved_closes_in_the_same_act(browser, address, ticket, message):
    browser.post(address, {**message, "then": "close"})

    ticket.refresh_from_db()
    acts = Event.objects.filter(ticket=ticket, kind__in=["received", "closed"]).values_list("act", flat=True)
    assert ticket.state == State.CLOSED
    assert len(acts) == 2
    assert len(set(acts)) == 1


@pytest.mark.slow
def test_a_resolved_ticket_asks_whether_it_is_solved(browser, address, ticket, agent):
    resolve_ticket(ticket, by=agent)

    page = browser.get(address)
    words = text_of(page)
    assert "We think this is solved." in words
    assert words.count("Is it solved?") == 1
    assert (words.count("it is solved"), words.count("not solved")) == (1, 1)
    assert "Send and open it again" in words

    browser.post(verb(ticket, "reopen"))
    ticket.refresh_from_db()
    assert ticket.state == State.OPEN


@pytest.mark.slow
def test_thanks_to_a_resolved_ticket_closes_it_without_opening_it_first(
    browser, address, ticket, agent, message
):
    resolve_ticket(ticket, by=agent)

    browser.post(address, {**message, "message": "Thank you!", "then": "close"})

    ticket.refresh_from_db()
    assert ticket.state == State.CLOSED
    assert not Event.objects.filter(ticket=ticket, kind="reopened").exists()


@pytest.mark.slow
def test_a_message_to_a_resolved_ticket_opens_it_again(browser, address, ticket, agent, message):
    resolve_ticket(ticket, by=agent)

    browser.post(address, message)

    ticket.refresh_from_db()
    assert ticket.state == State.OPEN


@pytest.mark.slow
def test_long_after_closing_a_message_becomes_a_ticket_that_follows(browser, address, ticket, james, message):
    with at(now() - timedelta(days=60)):
        close_ticket(ticket, by=james)
    assert "Send as a new ticket" in text_of(browser.get(address))

    first, second = browser.post(address, message), browser.post(address, message)

    follower = Ticket.objects.get(parent_links__parent=ticket)
    assert first["Location"] == second["Location"] == verb(follower, "opened")
    assert f"#{follower.number}" in text_of(browser.get(first["Location"]))


@pytest.mark.slow
def test_a_ticket_that_waits_for_the_requester_says_so(browser, address, ticket, agent):
    pend_ticket(ticket, by=agent)

    words = text_of(browser.get(address))

    assert "Waiting for you." in words
    assert "Answer below, and we go on." in words


@pytest.mark.slow
def test_what_the_chain_forbids_is_said(browser, address, ticket, agent, james, topic):
    blocker = open_a_ticket(requester=james, topic=topic)
    Link.objects.create(parent=ticket, child=blocker, kind="blocks", created_at=now())

    browser.post(verb(ticket, "close"))

    ticket.refresh_from_db()
    assert ticket.state == State.OPEN
    assert f"#{blocker.number} blocks this ticket" in text_of(browser.get(address))


def test_a_guest_reads_and_writes_by_the_mailed_link(ticket, address, james, message):
    guest = guest_of(ticket)

    assert "Which version is it?" in text_of(guest.get(address))
    guest.post(address, message)

    assert ticket.entries.latest("created_at").requester == james


@pytest.mark.slow
def test_looking_proves_no_address_and_writing_does(ticket, address, james, message):
    james.addresses.update(verified_at=None)
    guest = guest_of(ticket)
    link = AccessLink.objects.get()
    link.delivery = ticket.deliveries.filter(requester=james).first()
    link.save()
    before = link.expires_at

    guest.get(address)
    link.refresh_from_db()
    assert link.last_used_at is None
    assert james.addresses.get().verified_at is None

    with at(now() + timedelta(days=1)):
        guest.post(address, message)
    link.refresh_from_db()
    assert link.last_used_at is not None
    assert link.expires_at > before
    assert james.addresses.get().verified_at is not None


@pytest.mark.slow
def test_every_act_is_published_once(browser, address, ticket, message):
    before = len(deferred("tickets.publish"))

    browser.post(address, {**message, "then": "close"})

    assert len(deferred("tickets.publish")) == before + 1


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_asks_a_bounded_number_of_questions(
    browser, address, ticket, james, django_assert_max_num_queries, entries
):
    for n in range(entries):
        receive_message(ticket, Body.from_text(f"More {n}"), by=james, source=Source.WEB)
    guest = guest_of(ticket)

    with django_assert_max_num_queries(11):
        assert guest.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        assert browser.get(address).status_code == 200


@pytest.mark.slow
def test_an_answer_on_the_phone_counts_as_one_and_its_note_stays_inside(desk, agent, james):
    ticket = open_a_ticket(requester=james, department=desk.default_department)
    with at(ticket.opened_at + timedelta(minutes=29)):
        answer_by_phone(ticket, Body.from_text("He pulls the plug."), by=agent)

    words = text_of(signed_in(james).get(f"/tickets/{ticket.number}/"))

    assert "in 29 m" in words
    assert "He pulls the plug." not in words


@pytest.mark.slow
def test_the_next_page_says_that_the_message_arrived(browser, address, message):
    page = browser.post(address, message, follow=True)

    assert f'<meta name="taken-forms" content="{message["submission"]}">' in page.content.decode()


@pytest.mark.slow
def test_what_was_written_to_a_ticket_that_no_longer_opens_comes_back_and_can_be_sent(
    browser, address, message, ticket
):
    page = nobody().post(address, message, headers={"Sec-Fetch-Site": "same-origin"})

    offered = fields_of(page.content.decode())
    assert page.status_code == 404
    assert offered == {**offered, **message}
    browser.post(address, offered)
    assert ticket.entries.last().body_text == "It is version 24."


@pytest.mark.slow
def test_another_sites_words_are_not_shown_where_a_ticket_does_not_open(address, message):
    page = nobody().post(address, message, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status_code == 404
    assert "It is version 24." not in page.content.decode()
