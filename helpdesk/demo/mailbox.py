"""Every letter of the demo desk in one folder, a file each: it leaves the house for nobody.

Files rather than rows, because any number of processes can write them at once, and because a letter that
was sent stays sent, whatever becomes of the transaction around it.
"""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from sla.moment import now

SUFFIX: Final = ".eml"


class EmailBackend(BaseEmailBackend):
    """Keeps what others would hand to a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            keep(message)
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its reader would find it. `name` is its file's, and orders letters by when they left."""

    name: str
    subject: str
    sender: str
    to: str
    sent_at: datetime | None
    text: str
    html: str
    files: list[str]


def keep(message: EmailMessage) -> None:
    """Write a letter into the folder, at once or not at all."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    raw = message.message()
    sent_at = _moment(raw["Date"]) or now()
    to = quote(" ".join(message.recipients()), safe="@+")[:120]
    name = f"{sent_at:%Y%m%dT%H%M%S}-{time.time_ns()}-{to}{SUFFIX}"
    unfinished = folder / f".{uuid4()}"
    unfinished.write_bytes(raw.as_bytes())
    os.replace(unfinished, folder / name)


def names(*, to: str = "") -> list[str]:
    """The names of all letters, the newest first; of those to one address, or to part of one."""
    wanted = quote(to.strip().lower(), safe="@+")
    found = (path.name for path in _files())
    return sorted((name for name in found if wanted in name.split("-", 2)[2].lower()), reverse=True)


def read(name: str) -> Letter | None:
    """The letter with this name, if there is one."""
    path = _folder() / name
    if path.parent != _folder() or path.name.startswith(".") or not path.is_file():
        return None
    parsed = cast(ParsedMessage, message_from_bytes(path.read_bytes(), policy=policy.default))
    return Letter(
        name=name,
        subject=str(parsed["Subject"] or ""),
        sender=str(parsed["From"] or ""),
        to=str(parsed["To"] or ""),
        sent_at=_moment(parsed["Date"]),
        text=_part(parsed, "plain"),
        html=_part(parsed, "html"),
        files=[part.get_filename() or "" for part in parsed.iter_attachments()],
    )


def _folder() -> Path:
    return Path(settings.DEMO_MAIL_FOLDER)


def _files() -> Iterator[Path]:
    return _folder().glob(f"[!.]*{SUFFIX}")


def _part(parsed: ParsedMessage, form: str) -> str:
    part = parsed.get_body((form,))
    return part.get_content() if part is not None else ""


def _moment(written: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(str(written)).astimezone(UTC)
    except (TypeError, ValueError):
        return None
