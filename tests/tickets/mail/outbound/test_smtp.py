"""Over a real connection to a real mail server."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.files.base import ContentFile

from tests.jobs import run_jobs
from tickets.files.store import keep_upload
from tickets.mail.outbound.threading import message_id_of
from tickets.models import Delivery
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body


class Server:
    """Takes what it likes and keeps it."""

    def __init__(self) -> None:
        self.taken: list = []
        self.refused = ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.refused:
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(settings):
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.DEFAULT_FROM_EMAIL = "help@example.com"
    yield handler
    controller.stop()


def test_a_letter_arrives_whole(server, ticket, agent):
    ticket.subject = "Drucker läuft heiß 🔥"
    ticket.save()
    upload = keep_upload(ContentFile(b"%PDF-1.7 ..."), "Übersicht.pdf")
    entry = reply_to_ticket(ticket, Body.from_text("Größe M, bitte."), by=agent, uploads=[upload])
    run_jobs()

    [(envelope, letter)] = [pair for pair in server.taken if "Größe" in pair[1].get_body().get_content()]

    assert envelope.mail_from == "help@example.com"
    assert envelope.rcpt_tos == ["james@example.com"]
    assert letter["Subject"] == f"[#{ticket.number}] Drucker läuft heiß 🔥"
    assert letter["From"] == "Help Desk <help@example.com>"
    assert letter["Message-ID"] == message_id_of(entry.deliveries.get(letter="response"))
    assert letter["Message-ID"].endswith("@example.com>")
    assert letter.get_body(("plain",)).get_content().startswith("Größe M, bitte.")
    assert "<p>Größe M, bitte.</p>" in letter.get_body(("html",)).get_content()
    [file] = letter.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Übersicht.pdf", "application/pdf")
    assert file.get_content() == b"%PDF-1.7 ..."


@pytest.mark.slow
def test_what_the_server_says_of_an_address_stands_on_the_delivery(server, ticket, agent):
    server.refused = "james@example.com"
    run_jobs()

    refused = Delivery.objects.get(requester__isnull=False)
    sent = Delivery.objects.get(agent=agent, channel="mail")
    assert (refused.state, refused.error) == (Delivery.State.FAILED, "550 No such user here")
    assert sent.state == Delivery.State.SENT


@pytest.mark.slow
def test_files_that_are_large_together_stay_on_the_page(server, ticket, agent, settings):
    settings.MAIL_ATTACHMENTS_MAX_TOTAL = 10
    uploads = [keep_upload(ContentFile(b"123456"), f"part{n}.txt") for n in range(2)]
    reply_to_ticket(ticket, Body.from_text("Both parts."), by=agent, uploads=uploads)
    run_jobs()

    [letter] = [pair[1] for pair in server.taken if "Both parts." in pair[1].get_body().get_content()]

    assert list(letter.iter_attachments()) == []
    text = letter.get_body(("plain",)).get_content()
    assert "On the ticket's page, because they are large:\r\npart0.txt\r\npart1.txt" in text
