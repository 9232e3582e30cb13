"""Put a letter into its envelope: both forms of the text, the headers, the files."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime, formataddr, parseaddr
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from sla.moment import now
from tickets.mail.outbound.letters import WrittenLetter, write
from tickets.mail.outbound.threading import message_id_of, references_of
from tickets.models import Delivery, Desk

BY_ITSELF: Final[dict[str, dict[str, str]]] = {
    # RFC 3834: answers to somebody and letters on our own account are marked, so that no robot answers.
    Delivery.Letter.AUTORESPONSE: {
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
        "Precedence": "auto_reply",
    },
    Delivery.Letter.ACCESS: {
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
        "Precedence": "auto_reply",
    },
    Delivery.Letter.NOTICE: {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    },
    Delivery.Letter.ALERT: {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    },
    Delivery.Letter.RESPONSE: {},
}


def compose(delivery: Delivery, *, token: str) -> EmailMultiAlternatives:
    """The letter of a delivery in its reader's language and zone; a requester's `token` opens the ticket."""
    desk = Desk.load()
    with _read_by(delivery):
        letter = write(delivery, token, desk)
        text = render_to_string(f"mail/{delivery.letter}.txt", letter.facts)
        html = render_to_string(f"mail/{delivery.letter}.html", {**letter.facts, "subject": letter.subject})
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=_without_gaps(text),
        from_email=_sender(desk),
        to=[delivery.address],
        headers=_headers(delivery),
    )
    message.attach_alternative(html, "text/html")
    _attach_files(message, letter)
    return message


def _without_gaps(text: str) -> str:
    """Never more than one blank line in a row, whatever the template left out."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _headers(delivery: Delivery) -> dict[str, str]:
    references = references_of(delivery)
    return {
        "Message-ID": message_id_of(delivery),
        "In-Reply-To": references[-1],
        "References": " ".join(references),
        "Date": format_datetime(now().astimezone(UTC)),
        **BY_ITSELF[delivery.letter],
    }


def _sender(desk: Desk) -> str:
    """The desk's address, under the name that the setting gives it, else the desk's own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or " ".join(desk.name.split()), address), "utf-8")


def _attach_files(message: EmailMultiAlternatives, letter: WrittenLetter) -> None:
    for attachment in letter.files:
        with attachment.file.content.open("rb") as content:
            message.attach(attachment.name, content.read(), attachment.media_type)


@contextmanager
def _read_by(delivery: Delivery) -> Iterator[None]:
    """Speak the reader's language and tell times in the reader's zone, else the desk's."""
    languages, zones = [settings.LANGUAGE_CODE], [settings.TIME_ZONE]
    person = delivery.recipient
    for profile in (getattr(person, "user", None), delivery.requester):
        if profile is not None:
            languages.append(profile.language)
            zones.append(profile.time_zone)
    with translation.override(_last(languages)), timezone.override(_zone(_last(zones))):
        yield


def _last(values: list[str]) -> str:
    return [value for value in values if value][-1]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
