"""The timeline: what was written and what happened, in one order; what happened in a row is folded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, TypeAlias

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.models import Agent
from tickets.models import Entry, Event
from tickets.notifications.wording import Sentence, describe, describe_change, gist
from tickets.panel.entry import EntryDrawing, ShownEntry
from tickets.panel.reading import Reading

TOLD_BY_ENTRIES: Final = frozenset(
    {Event.Kind.OPENED, Event.Kind.RECEIVED, Event.Kind.REPLIED, Event.Kind.NOTED}
)
"""The entry itself is the trace of these."""

LOUD: Final = frozenset(
    {Event.Kind.TARGET_BREACHED, Event.Kind.DUE_MISSED, Event.Kind.NOT_ESCALATED, Event.Kind.UNPROMISABLE}
)
"""A broken promise is never folded away."""

ANSWERS: Final = (Event.Kind.REPLIED, Event.Kind.ANSWERED_BY_PHONE)
"""What keeps a promise to be heard."""


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
    below = _told_below(reading.events)
    told = {event.pk for events in below.values() for event in events}
    events = [event for event in reading.events if event.pk not in told and not _is_entry_itself(event)]
    places = {entry.pk: place for place, entry in enumerate(reading.entries, start=1)}
    draw = EntryDrawing(reading, reader, request, below, new_from)
    parts: list[Entry | Event] = sorted([*reading.entries, *events], key=_order)
    items: list[Item] = []
    for is_entry, run in groupby(parts, key=lambda part: isinstance(part, Entry)):
        if is_entry:
            items += [draw.entry(entry, places[entry.pk]) for entry in run]
        else:
            items += _folded([part for part in run if isinstance(part, Event)], reader)
    return items


def _is_entry_itself(event: Event) -> bool:
    """Whether the entry says as much; that an agent opened it for somebody stands nowhere else."""
    is_on_behalf = event.kind == Event.Kind.OPENED and event.agent_id is not None
    return event.entry_id is not None and event.kind in TOLD_BY_ENTRIES and not is_on_behalf


def _told_below(events: list[Event]) -> dict[int, list[Event]]:
    """What is told below an entry, by its key: the promises it kept, and that it was sent to many."""
    entries = {event.act: event.entry_id for event in events if event.kind in ANSWERS}
    below: dict[int, list[Event]] = {}
    for event in events:
        entry = entries.get(event.act)
        is_update = event.kind == Event.Kind.REPLIED and bool(event.details.get("incident"))
        if entry is not None and (is_update or event.kind == Event.Kind.TARGET_MET):
            below.setdefault(entry, []).append(event)
    return below


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
