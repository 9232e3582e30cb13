"""The timeline: what was written and what happened, in one order; what happened in a row is folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, TypeAlias

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.models import Agent
from tickets.access import may
from tickets.files.pictures import SHOWN
from tickets.models import Entry, Event, Ticket
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

    summary: str
    gist: str
    events: list[ShownEvent]
    first_at: datetime
    at: datetime
    kind: None = None


Item: TypeAlias = ShownEntry | ShownEvent | Fold


def timeline_of(reading: Reading, reader: Agent, request: HttpRequest, *, new_from: int = 0) -> list[Item]:
    """Entries and events by time; the one at `new_from` is the first that is new."""
    places = {entry.pk: place for place, entry in enumerate(reading.entries, start=1)}
    events = [event for event in reading.events if not (event.entry_id and event.kind in TOLD_BY_ENTRIES)]
    parts: list[Entry | Event] = sorted([*reading.entries, *events], key=_order)
    items: list[Item] = []
    for is_entry, run in groupby(parts, key=lambda part: isinstance(part, Entry)):
        if is_entry:
            items += [
                _entry(part, places[part.pk], reading, reader, request, new_from)
                for part in run
                if isinstance(part, Entry)
            ]
        else:
            items += _folded([part for part in run if isinstance(part, Event)], reader)
    return items


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
    authors = {event.author for event in events if event.author is not None}
    count = len(events)
    summary = ngettext("%d change", "%d changes", count) % count
    if len(authors) == 1:
        author = authors.pop()
        name = _("you") if author == reader else author
        summary = _("%(changes)s by %(who)s") % {"changes": summary, "who": name}
        sentences = [describe_change(event) for event in events]
    else:
        sentences = [describe(event, reader) for event in events]
    shown = [
        ShownEvent(sentence, event.at, is_loud=False)
        for sentence, event in zip(sentences, events, strict=True)
    ]
    words = dict.fromkeys(word for word in map(gist, events) if word)
    return Fold(summary, ", ".join(words), shown, events[0].at, events[-1].at)


def _entry(
    entry: Any, place: int, reading: Reading, reader: Agent, request: HttpRequest, new_from: int
) -> ShownEntry:
    return ShownEntry(
        kind=entry.kind,
        anchor=f"entry-{place}",
        author=entry.author_name or _("The help desk"),
        is_you=entry.author == reader,
        is_agent=entry.kind != EntryKind.MESSAGE,
        at=entry.created_at,
        body=mark_safe(entry.body_html),  # noqa: S308  cleaned when it was written
        label=_("Internal note") if entry.kind == EntryKind.NOTE else entry.get_kind_display(),
        heading=entry.heading,
        channel=entry.get_source_display() if entry.kind == EntryKind.MESSAGE else "",
        files=[_file(file, reading.ticket) for file in entry.files],
        feet=feet_of(entry),
        chained=list(_chained_from(entry, reading, request)),
        actions=list(_actions(place, reading.ticket, reader, request)),
        starts_new=place == new_from,
    )


def _file(file: dict[str, Any], ticket: Ticket) -> ShownFile:
    place = {"number": ticket.number, "token": file["token"]}
    has_picture = file["media_type"] in SHOWN
    return ShownFile(
        name=file["name"],
        url=reverse("panel:file", kwargs=place),
        size=file["size"],
        is_image=has_picture,
        picture_url=reverse("panel:picture", kwargs=place) if has_picture else "",
    )


def _chained_from(entry: Entry, reading: Reading, request: HttpRequest) -> Iterable[dict[str, str]]:
    for link in reading.links:
        child = reading.chained.get(link.child_id)
        if link.entry_id == entry.pk and child is not None:
            yield {"label": str(child), "url": ticket_address(child, request)}


def _actions(place: int, ticket: Ticket, reader: Agent, request: HttpRequest) -> Iterable[dict[str, Any]]:
    if ticket.trashed_at is None and may(reader, "ticket.chain", ticket):
        yield {
            "label": _("Open chained ticket"),
            "url": verb_address("chain", ticket, request, entry=place),
            "icon": "link-45deg",
            "is_dialog": True,
        }
