"""A merged ticket at the support center: its number and its links lead to the one in which it goes on."""

import pytest
from django.core.files.base import ContentFile

from agents.permissions import EVERY_CODE
from tests.factories.people import agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.tickets.center.doors import guest_of, signed_in
from tests.tickets.center.pages import text_of
from tickets.access import sees
from tickets.files.store import keep_upload
from tickets.models import Attachment, Entry
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import remove_collaborator
from tickets.operations.merge import merge_ticket, unmerge_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import Source, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(desk):
    return agent_in(desk.default_department, permissions=EVERY_CODE)


@pytest.fixture
def child(ticket, stranger):
    """What somebody else asked, with a file, and a note of ours."""
    child = open_a_ticket(requester=stranger, department=ticket.department, text="Mine closes as well.")
    upload = keep_upload(ContentFile(b"what happened"), "log.txt")
    body = Body.from_text("See the log.")
    receive_message(child, body, by=stranger, source=Source.WEB, uploads=[upload])
    return child


@pytest.fixture
def merged(child, ticket, boss):
    note_on_ticket(child, Body.from_text("A duplicate."), by=boss)
    merge_ticket(child, into=ticket, by=boss)
    return child


def page_of(ticket) -> str:
    return f"/tickets/{ticket.number}/"


@pytest.mark.parametrize("come", [signed_in, guest_of])
def test_its_number_leads_its_requester_there(merged, ticket, stranger, come):
    browser = come(stranger) if come is signed_in else come(merged, stranger)

    led = browser.get(page_of(merged))

    assert (led.status_code, led["Location"]) == (302, page_of(ticket))
    words = text_of(browser.get(page_of(ticket)))
    assert "Mine closes as well." in words
    assert "Which version is it?" in words
    assert f"from #{merged.number}" in words
    assert "A duplicate." not in words


def test_the_people_of_the_other_one_read_it_there(merged, ticket, james):
    words = text_of(signed_in(james).get(page_of(ticket)))

    assert "Mine closes as well." in words
    assert "A duplicate." not in words


def test_its_file_is_had_there(merged, ticket, stranger, james):
    token = Attachment.objects.get(name="log.txt").token

    led = signed_in(stranger).get(f"{page_of(merged)}files/{token}/")

    assert led["Location"] == f"{page_of(ticket)}files/{token}/"
    assert signed_in(james).get(led["Location"]).status_code == 200


def test_a_message_to_its_number_comes_into_the_other_one(child, ticket, stranger, boss):
    """The page was open when it was merged."""
    browser = signed_in(stranger)
    browser.get(page_of(child))
    merge_ticket(child, into=ticket, by=boss)

    answer = browser.post(page_of(child), {"message": "And again."})

    assert answer.status_code == 302
    assert Entry.objects.latest("pk").ticket == ticket
    assert browser.get(answer["Location"])["Location"] == page_of(ticket)


def test_its_requester_does_not_close_the_other_one_by_its_number(merged, ticket, stranger):
    browser = signed_in(stranger)

    browser.post(f"{page_of(merged)}close/")

    merged.refresh_from_db()
    ticket.refresh_from_db()
    assert (merged.state, ticket.state) == (State.MERGED, State.OPEN)
    assert f"was merged into #{ticket.number}" in text_of(browser.get(page_of(ticket)))


def test_what_is_said_after_the_time_for_reopening_opens_a_new_ticket(merged, ticket, stranger, boss):
    close_ticket(ticket, by=boss)
    ticket.topic.reopen_within_days = 0
    ticket.topic.save()
    browser = signed_in(stranger)

    answer = browser.post(page_of(merged), {"message": "And again."})

    opened = Entry.objects.latest("pk").ticket
    assert opened not in (merged, ticket)
    assert answer["Location"] == f"/tickets/{opened.number}/opened/"


def test_my_tickets_lists_only_the_one_that_goes_on(merged, ticket, stranger):
    page = signed_in(stranger).get("/tickets/")

    assert [row.number for row in page.context["tickets"]] == [ticket.number]


def test_unmerged_it_opens_by_itself_and_the_other_one_no_more(merged, ticket, stranger, boss):
    unmerge_ticket(merged, by=boss)
    browser = guest_of(merged, stranger)

    assert "Mine closes as well." in text_of(browser.get(page_of(merged)))
    assert browser.get(page_of(ticket)).status_code == 404


def test_who_was_taken_off_the_other_one_is_not_led_in(merged, ticket, stranger, boss):
    assert sees(stranger, ticket)

    remove_collaborator(ticket, stranger, by=boss)

    assert signed_in(stranger).get(page_of(merged), follow=True).status_code == 404


def test_a_link_of_another_ticket_opens_nothing_of_these(merged, ticket):
    other = open_a_ticket(requester=RequesterFactory(), department=ticket.department)
    browser = guest_of(other, other.requester)

    assert browser.get(page_of(other)).status_code == 200
    assert [browser.get(page_of(each)).status_code for each in (merged, ticket)] == [404, 404]
