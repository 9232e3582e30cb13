"""The timeline: what was written and what happened, in one order; what happened in a row is folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, TypeAlias

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.models import Agent
from tickets.access import may
from tickets.files.pictures import SHOWN
from tickets.models import Entry, Event
from tickets.notifications.wording import Sentence, describe, describe_change, gist
from tickets.panel.addresses import ticket_address, verb_address
from tickets.panel.mailed import Foot, feet_of
from tickets.panel.reading import Reading
from tickets.vocabulary import EntryKind

TOLD_BY_ENTRIES: Final = frozenset(
    {Event.Kind.OPENED, Event.Kind.RECEIVED, Event.Kind.REPLIED, Event.Kind.NOTED}
)
"""The entry itself is the trace of these."""

LOUD: Final = frozenset({Event.Kind.TARGET_BREACHED, Event.Kind.UNPROMISABLE})
"""A broken promise is never folded away."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of an entry, as parts/_files.html draws it; size in bytes."""

    name: str
    url: str
    size: int
    is_image: bool
    picture_url: str


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
    heading: str
    channel: str
    files: list[ShownFile]
    feet: list[Foot]
    chained: list[dict[str, str]]
    actions: list[dict[str, Any]]
    starts_new: bool


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """Something that happened, as parts/_event.html draws it."""

    sentence: Sentence
    at: datetime
    is_loud: bool
    kind: None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """Several things that happened in a row."""

    summary: SafeString
    gist: str
    events: list[ShownEvent]
    first_at: datetime
    at: datetime
    kind: None = None


Item: TypeAlias = ShownEntry | ShownEvent | Fold


def timeline_of(reading: Reading, reader: Agent, request: HttpRequest, *, new_from: int = 0) -> list[Item]:
    """Entries and events by time; the one at `new_from` is the first that is new."""
    kept = _kept_by_entries(reading.events)
    told = {event.pk for events in kept.values() for event in events}
    events = [
        event
        for event in reading.events
        if event.pk not in told and not (event.entry_id and event.kind in TOLD_BY_ENTRIES)
    ]
    places = {entry.pk: place for place, entry in enumerate(reading.entries, start=1)}
    draw = _Drawing(reading, reader, request, kept, new_from)
    parts: list[Entry | Event] = sorted([*reading.entries, *events], key=_order)
    items: list[Item] = []
    for is_entry, run in groupby(parts, key=lambda part: isinstance(part, Entry)):
        if is_entry:
            items += [draw.entry(entry, places[entry.pk]) for entry in run]
        else:
            items += _folded([part for part in run if isinstance(part, Event)], reader)
    return items


def _kept_by_entries(events: list[Event]) -> dict[int, list[Event]]:
    """The promises that an entry kept, by the entry's key: they are told below it."""
    entries = {event.act: event.entry_id for event in events if event.kind == Event.Kind.REPLIED}
    kept: dict[int, list[Event]] = {}
    for event in events:
        entry = entries.get(event.act)
        if entry is not None and event.kind == Event.Kind.TARGET_MET:
            kept.setdefault(entry, []).append(event)
    return kept


def _order(part: Entry | Event) -> tuple[datetime, bool, int]:
    """An act writes its entry first, then says what happened."""
    at = part.created_at if isinstance(part, Entry) else part.at
    return at, isinstance(part, Event), part.pk


def _folded(events: list[Event], reader: Agent) -> Iterator[Item]:
    for is_loud, run in groupby(events, key=lambda event: event.kind in LOUD):
        quiet = list(run)
        if is_loud or len(quiet) == 1:
            yield from (ShownEvent(describe(event, reader), event.at, is_loud) for event in quiet)
        else:
            yield _fold(quiet, reader)


def _fold(events: list[Event], reader: Agent) -> Fold:
    """What one person did is told under that name, anything else by what was done first."""
    author = events[0].author
    if author is not None and all(event.author == author for event in events):
        changes = ngettext("%d change", "%d changes", len(events)) % len(events)
        who = _("you") if author == reader else author
        summary = format_html(_("{changes} by {who}"), changes=changes, who=who)
        gists = ", ".join(dict.fromkeys(word for word in map(gist, events) if word))
        sentences = [describe_change(event) for event in events]
    else:
        sentences = [describe(event, reader) for event in events]
        first = next((place for place, event in enumerate(events) if event.author is not None), 0)
        more = len(events) - 1
        rest = ngettext("and %d more", "and %d more", more) % more
        summary, gists = format_html("{} {}", sentences[first].html, rest), ""
    shown = [
        ShownEvent(sentence, event.at, is_loud=False)
        for sentence, event in zip(sentences, events, strict=True)
    ]
    return Fold(summary, gists, shown, events[0].at, events[-1].at)


class _Drawing:
    """How entries are drawn for one reader of one ticket."""

    def __init__(
        self,
        reading: Reading,
        reader: Agent,
        request: HttpRequest,
        kept: dict[int, list[Event]],
        new_from: int,
    ) -> None:
        self.reading, self.reader, self.request = reading, reader, request
        self.ticket = reading.ticket
        self.kept = kept
        self.new_from = new_from

    def entry(self, entry: Any, place: int) -> ShownEntry:
        """Expects the entry as the ticket page reads it, with `files` and `sent`."""
        kept = [Foot("check-lg", describe_change(event).text) for event in self.kept.get(entry.pk, ())]
        return ShownEntry(
            kind=entry.kind,
            anchor=f"entry-{place}",
            author=entry.author_name or _("The help desk"),
            is_you=entry.author == self.reader,
            is_agent=entry.kind != EntryKind.MESSAGE,
            at=entry.created_at,
            body=mark_safe(entry.body_html),  # noqa: S308  cleaned when it was written
            label=_("Internal note") if entry.kind == EntryKind.NOTE else entry.get_kind_display(),
            heading=entry.heading,
            channel=entry.get_source_display() if entry.kind == EntryKind.MESSAGE else "",
            files=[self._file(file) for file in entry.files],
            feet=[*feet_of(entry), *kept],
            chained=list(self._chained_from(entry)),
            actions=list(self._actions(place)),
            starts_new=place == self.new_from,
        )

    def _file(self, file: dict[str, Any]) -> ShownFile:
        place = {"number": self.ticket.number, "token": file["token"]}
        has_picture = file["media_type"] in SHOWN
        return ShownFile(
            name=file["name"],
            url=reverse("panel:file", kwargs=place),
            size=file["size"],
            is_image=has_picture,
            picture_url=reverse("panel:picture", kwargs=place) if has_picture else "",
        )

    def _chained_from(self, entry: Entry) -> Iterable[dict[str, str]]:
        for link in self.reading.links:
            child = self.reading.chained.get(link.child_id)
            if link.entry_id == entry.pk and child is not None:
                yield {"label": str(child), "url": ticket_address(child, self.request)}

    def _actions(self, place: int) -> Iterable[dict[str, Any]]:
        if self.ticket.trashed_at is None and may(self.reader, "ticket.chain", self.ticket):
            yield {
                "label": _("Open chained ticket"),
                "url": verb_address("chain", self.ticket, self.request, entry=place),
                "icon": "link-45deg",
                "is_dialog": True,
            }
