"""Finding tickets by words: the newest hits, the best of them first, with the place where the words stand.

A common word stands in every third ticket. So the newest hits are taken and only those are ranked, and
`+ 0` keeps PostgreSQL from walking through all tickets by age in search of a rare word: it asks the GIN
index first, however many hits it expects.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from tickets.models import Entry, SearchDocument
from tickets.models.ticket import TicketQuerySet
from tickets.search.configuration import configuration

NEWEST: Final = 300
"""So many of the newest hits are ranked."""

DEPTHS: Final = (2_000, 20_000)
"""So many of the newest hits are looked at, more only where the agent sees too few of the first; what lies
behind the last isn't found."""

READ: Final = 20_000
"""Characters of a thread in which the words are looked for again to be shown."""

BEGIN, END = "\x02", "\x03"
"""Around each found word in an excerpt; nobody can type them."""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of the tickets found, the best first.

    `is_cut`: only the newest of them were ranked; `is_shallow`: older ones may lie behind the last depth.
    """

    keys: list[int]
    is_cut: bool
    is_shallow: bool


def find_by(words: str, tickets: TicketQuerySet) -> Found:
    """Those of the tickets in which all of the words stand, ranked."""
    return _find(_asked(words), tickets)


def find_begun(words: str, tickets: TicketQuerySet) -> list[int]:
    """The same while somebody types: the last word may be only the beginning of one."""
    before, _space, last = words.rpartition(" ")
    begun = re.search(r"\w+$", last)
    asked: Any = _asked(words)
    if begun is not None:
        prefix: Any = SearchQuery(f"'{begun[0]}':*", config=configuration(), search_type="raw")
        asked = asked | (_asked(before) & prefix if before else prefix)
    return _find(asked, tickets).keys


def _find(asked: SearchQuery, tickets: TicketQuerySet) -> Found:
    """The words first, then whose they are, then how good: each step with the keys of the one before.

    In one query PostgreSQL reads the whole table of tickets, since who sees what is hard to guess.
    """
    hits = list(_newest(asked)[: DEPTHS[-1]])
    seen: list[int] = []
    for depth in DEPTHS:
        theirs = tickets.filter(pk__in=_among(hits[:depth])).order_by("-pk")
        seen = list(theirs.values_list("pk", flat=True)[:NEWEST])
        if len(seen) == NEWEST or len(hits) <= depth:
            break
    ranked = SearchDocument.objects.filter(pk__in=_among(seen)).order_by(
        SearchRank(F("words"), asked).desc(), "-pk"
    )
    is_cut = len(seen) == NEWEST
    is_shallow = not is_cut and len(hits) == DEPTHS[-1]
    return Found(list(ranked.values_list("pk", flat=True)), is_cut=is_cut, is_shallow=is_shallow)


def _among(keys: list[int]) -> RawSQL:
    """Thousands of keys as one array, where a list would be thousands of parameters."""
    return RawSQL("SELECT unnest(%s::bigint[])", [keys])


def _newest(asked: SearchQuery) -> QuerySet[Any, Any]:
    """The keys of the tickets with these words, the newest first."""
    hits = SearchDocument.objects.filter(words=asked).order_by((F("pk") + 0).desc())
    return hits.values_list("pk", flat=True)


def found_by(words: str) -> Q:
    """The same as a condition, for lists in other orders: the newest hits, asked for first."""
    return Q(pk__in=_newest(_asked(words))[: DEPTHS[-1]])


def with_marked_subject(tickets: TicketQuerySet, words: str) -> TicketQuerySet:
    """Tickets with `marked_subject`, in which the words stand between BEGIN and END."""
    marks: Any = {"config": configuration(), "start_sel": BEGIN, "stop_sel": END}
    return tickets.annotate(
        marked_subject=SearchHeadline("subject", _asked(words), highlight_all=True, **marks)
    )


def with_excerpts(tickets: TicketQuerySet, words: str) -> TicketQuerySet:
    """The same, and with `excerpt`: the best of the thread's beginning."""
    marks: Any = {"config": configuration(), "start_sel": BEGIN, "stop_sel": END}
    return with_marked_subject(tickets, words).annotate(
        excerpt=SearchHeadline(
            Left(Subquery(_thread()), READ),
            _asked(words),
            max_words=24,
            min_words=12,
            max_fragments=1,
            **marks,
        )
    )


def _thread() -> QuerySet[Any, Any]:
    entries = Entry.objects.filter(ticket=OuterRef("pk")).order_by().values("ticket")
    return entries.annotate(text=StringAgg("body_text", " ", order_by=("created_at", "pk"))).values("text")


def _asked(words: str) -> SearchQuery:
    """As people write it to search machines: every word, "a phrase", or, -without."""
    return SearchQuery(words, config=configuration(), search_type="websearch")
