"""The thread as requesters see it: messages and responses with their files, never a note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from helpdesk.ui.words import short_moment
from sla.moment import now
from tickets.files.shown import ShownFile, show_file
from tickets.models import Attachment, Entry, Requester, Ticket
from tickets.vocabulary import EntryKind


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry, as parts/_entry.html draws it."""

    kind: str
    author: str
    is_you: bool
    is_agent: bool
    at: datetime
    body: SafeString
    label: str
    origin: str
    files: list[ShownFile]
    anchor: str


def public_entries(tickets: Iterable[int]) -> list[Entry]:
    """Messages and responses of tickets in order, with authors and files at hand (two queries)."""
    files = Prefetch("attachments", Attachment.objects.select_related("file"))
    entries = Entry.objects.public().filter(ticket__in=tickets)
    return list(
        entries.select_related(
            "agent__user", "requester", "written_down_by__user", "ticket", "split_from__ticket"
        ).prefetch_related(files)
    )


def shown(entries: list[Entry], ticket: Ticket, reader: Requester) -> list[PublicEntry]:
    """The entries as this reader sees them; own ones are known as such."""
    return [_shown(entry, ticket, reader, place) for place, entry in enumerate(entries, start=1)]


def _shown(entry: Entry, ticket: Ticket, reader: Requester, place: int) -> PublicEntry:
    return PublicEntry(
        kind=entry.kind,
        author=entry.author_name,
        is_you=entry.requester_id == reader.pk,
        is_agent=entry.kind == EntryKind.RESPONSE,
        at=entry.created_at,
        body=mark_safe(entry.body_html),  # noqa: S308  cleaned when it was written
        label=_label(entry, ticket, reader),
        origin=_origin(entry, ticket),
        files=[_shown_file(attachment, ticket) for attachment in entry.attachments.all()],
        anchor=f"entry-{place}",
    )


def _origin(entry: Entry, ticket: Ticket) -> str:
    """Of which other ticket it is, or in which it was written and when."""
    if entry.ticket_id != ticket.pk:
        return _("from #%s") % entry.ticket.number
    if entry.split_from is None:
        return ""
    told = {
        "number": entry.split_from.ticket.number,
        "when": short_moment(entry.split_from.created_at, now()),
    }
    return _("from #%(number)s, written %(when)s") % told


def _label(entry: Entry, ticket: Ticket, reader: Requester) -> str:
    """Whose department answered; that an agent wrote a message down for its author."""
    if entry.kind == EntryKind.RESPONSE:
        return ticket.department.name if ticket.department.is_public else ""
    if entry.written_down_by is None:
        return ""
    words = _("Written for you by %s") if entry.requester_id == reader.pk else _("Written down by %s")
    return words % entry.written_down_by.name


def _shown_file(attachment: Attachment, ticket: Ticket) -> ShownFile:
    size, media_type = attachment.file.size, attachment.media_type
    return show_file(
        "center", ticket.number, attachment.token, name=attachment.name, size=size, media_type=media_type
    )
