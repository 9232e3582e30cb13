"""How letters about a ticket hang together in everybody's mail program (RFC 5322, 3.6.4).

A letter's Message-ID is made from its delivery, so that a letter sent twice is one; its signature lets us
know our own letters when they are answered or come back. Every letter of a ticket refers to the same root,
which is no letter, and to the latest ones to the same person.
"""

from email.utils import parseaddr
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from tickets.models import Delivery, Entry, Ticket

AT_MOST: Final = 10
"""Earlier letters named in References; the root and the latest are what mail programs go by."""


def message_id_of(delivery: Delivery) -> str:
    """The Message-ID of a letter, the same at every try."""
    return _signed(f"{delivery.ticket.number}.{delivery.pk}")


def root_of(ticket: Ticket) -> str:
    """What all letters of a ticket refer to."""
    return _signed(ticket.number)


def references_of(delivery: Delivery) -> list[str]:
    """The root, then what went back and forth with this person before, oldest first."""
    before = Delivery.objects.filter(
        ticket=delivery.ticket_id,
        agent=delivery.agent_id,
        requester=delivery.requester_id,
        channel=Delivery.Channel.MAIL,
        sent_at__isnull=False,
        pk__lt=delivery.pk,
    ).exclude(message_id="")
    letters = list(before.values_list("sent_at", "message_id"))
    if delivery.requester_id is not None:
        theirs = Entry.objects.filter(ticket=delivery.ticket_id, requester=delivery.requester_id)
        letters += theirs.exclude(message_id="").values_list("created_at", "message_id")
    return [root_of(delivery.ticket), *(name for _at, name in sorted(letters)[-AT_MOST:])]


def _signed(name: str) -> str:
    return f"<ticket.{name}.{_signature(name)}@{_domain()}>"


def _signature(name: str) -> str:
    return salted_hmac("tickets.message_id", name, algorithm="sha256").hexdigest()[:24]


def _domain() -> str:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rpartition("@")[2].encode("idna").decode() or "localhost"
