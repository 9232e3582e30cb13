from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.factories.tickets import open_a_ticket
from tests.tickets.center.doors import guest_of, nobody, signed_in
from tests.tickets.files.pictures import photo_with_position
from tickets.files.store import keep_upload
from tickets.models import Attachment
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import Source

pytestmark = pytest.mark.django_db


def address_of(name, ticket, attachment) -> str:
    return reverse(f"center:{name}", args=[ticket.number, attachment.token])


@pytest.fixture
def file(ticket) -> Attachment:
    return Attachment.objects.get(entry__ticket=ticket, name="screen.txt")


@pytest.fixture
def photo(ticket, james) -> Attachment:
    upload = keep_upload(ContentFile(photo_with_position()), "photo.jpg")
    receive_message(ticket, Body.from_text("See here"), by=james, source=Source.WEB, uploads=[upload])
    return upload


@pytest.mark.slow
def test_a_file_is_downloaded_and_never_opened_in_the_page(ticket, james, file):
    answer = signed_in(james).get(address_of("file", ticket, file))

    assert b"".join(answer.streaming_content) == b"what the screen says"
    assert answer["Content-Disposition"] == 'attachment; filename="screen.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.slow
def test_a_picture_is_shown_without_the_place_where_it_was_taken(ticket, photo):
    guest = guest_of(ticket)

    page = guest.get(reverse("center:ticket", args=[ticket.number]))
    answer = guest.get(address_of("picture", ticket, photo))

    assert address_of("picture", ticket, photo) in page.content.decode()
    assert answer["Content-Type"] == "image/webp"
    assert b"vault" not in b"".join(answer.streaming_content)


@pytest.mark.slow
def test_the_file_of_a_note_is_not_there_for_requesters(ticket, james):
    secret = Attachment.objects.get(entry__ticket=ticket, name="plan.txt")

    assert signed_in(james).get(address_of("file", ticket, secret)).status_code == 404


@pytest.mark.slow
def test_an_upload_that_is_not_bound_yet_is_served_to_nobody(ticket, james):
    upload = keep_upload(ContentFile(b"not yet"), "early.txt")

    for browser in (signed_in(james), guest_of(ticket), nobody()):
        assert browser.get(address_of("file", ticket, upload)).status_code == 404


def test_a_file_of_another_ticket_is_not_reached_through_mine(ticket, james, stranger, topic, file):
    mine = open_a_ticket(requester=stranger, topic=topic)

    assert signed_in(stranger).get(address_of("file", mine, file)).status_code == 404
    assert signed_in(james).get(address_of("file", ticket, file)).status_code == 200


@pytest.mark.slow
def test_a_token_that_is_none_is_not_found(ticket, james):
    address = reverse("center:file", args=[ticket.number, uuid4()])

    assert signed_in(james).get(address).status_code == 404
