"""How an entry is drawn on the ticket page: who wrote it, what came with it, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from agents.models import Agent
from helpdesk.ui.words import short_moment
from sla.moment import now
from tickets.access import may
from tickets.files.shown import ShownFile, show_file
from tickets.models import Entry, Event
from tickets.notifications.wording import describe_change
from tickets.panel.addresses import ticket_address, verb_address
from tickets.panel.mailed import Foot, feet_of
from tickets.panel.reading import Reading
from tickets.vocabulary import SET_ASIDE, EntryKind


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry, as parts/_entry.html draws it."""

    kind: str
    anchor: str
    author: str
    is_you: bool
    is_agent: bool
    at: datetime
    body: SafeString
    label: str
    origin: str
    heading: str
    channel: str
    files: list[ShownFile]
    feet: list[Foot]
    chained: list[dict[str, str]]
    actions: list[dict[str, Any]]
    starts_new: bool


def _channel(entry: Entry) -> str:
    """How a message came, and who wrote it down."""
    if entry.kind != EntryKind.MESSAGE:
        return ""
    if entry.written_down_by is None:
        return entry.get_source_display()
    facts = {"channel": entry.get_source_display(), "agent": entry.written_down_by.name}
    return _("%(channel)s, written down by %(agent)s") % facts


class EntryDrawing:
    """How entries are drawn for one reader of one ticket."""

    def __init__(
        self,
        reading: Reading,
        reader: Agent,
        request: HttpRequest,
        below: dict[int, list[Event]],
        new_from: int,
    ) -> None:
        self.reading, self.reader, self.request = reading, reader, request
        self.ticket = reading.ticket
        self.below = below
        self.new_from = new_from

    def entry(self, entry: Any, place: int) -> ShownEntry:
        """Expects the entry as the ticket page reads it, with `files` and `sent`."""
        told = [describe_change(event) for event in self.below.get(entry.pk, ())]
        feet = [*feet_of(entry), *(Foot(sentence.icon, sentence.text) for sentence in told)]
        return ShownEntry(
            kind=entry.kind,
            anchor=f"entry-{place}",
            author=entry.author_name or _("The help desk"),
            is_you=entry.author == self.reader,
            is_agent=entry.kind != EntryKind.MESSAGE,
            at=entry.created_at,
            body=mark_safe(entry.body_html),  # noqa: S308  cleaned when it was written
            label=_("Internal note") if entry.kind == EntryKind.NOTE else entry.get_kind_display(),
            origin=self._origin(entry),
            heading=entry.heading,
            channel=_channel(entry),
            files=[self._file(file) for file in entry.files],
            feet=feet,
            chained=list(self._chained_from(entry)),
            actions=list(self._actions(place)),
            starts_new=place == self.new_from,
        )

    def _file(self, file: dict[str, Any]) -> ShownFile:
        about = {name: file[name] for name in ("name", "size", "media_type")}
        return show_file("panel", self.ticket.number, file["token"], **about)

    def _origin(self, entry: Any) -> str:
        """Of which other ticket it is, or in which it was written and when."""
        if entry.ticket_id != self.ticket.pk:
            return _("from #%s") % entry.number
        if entry.written_in is None:
            return ""
        told = {"number": entry.written_in, "when": short_moment(entry.written_at, now())}
        return _("from #%(number)s, written %(when)s") % told

    def _chained_from(self, entry: Any) -> Iterable[dict[str, str]]:
        for link in self.reading.links:
            child = self.reading.chained.get(link.child_id)
            is_from_it = link.entry_id == entry.pk or link.child_id in entry.split_to
            if is_from_it and child is not None:
                yield {"label": str(child), "url": ticket_address(child, self.request)}

    def _actions(self, place: int) -> Iterable[dict[str, Any]]:
        if self.ticket.state not in SET_ASIDE and may(self.reader, "ticket.chain", self.ticket):
            yield {
                "label": _("Open chained ticket"),
                "url": verb_address("chain", self.ticket, self.request, entry=place),
                "icon": "link-45deg",
                "is_dialog": True,
            }
        if self.ticket.state not in SET_ASIDE and may(self.reader, "ticket.merge", self.ticket):
            yield {
                "label": _("Split off"),
                "url": verb_address("split", self.ticket, self.request, entries=place),
                "icon": "copy",
                "is_dialog": True,
            }
