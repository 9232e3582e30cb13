"""A list of the panel as it is asked for: a queue, or the search, narrowed by further words."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.paging import Sort
from tickets.queues import Queue, queue_of
from tickets.search.language import Query, parse

SEARCH: Final = Queue("search", _("Search"), "search", Query())
"""Every ticket, until words say which."""


@dataclass(frozen=True)
class Narrowed:
    """A queue, further words, and the order that is asked for."""

    base: Queue
    extra: Query
    sort: Sort

    @property
    def queue(self) -> Queue:
        """What is shown: the tickets of the queue that the further words leave."""
        return self.base.narrowed(self.extra) if self.extra else self.base

    @property
    def is_ranked(self) -> bool:
        """Whether it is what words found, the best first; a queue keeps its order even where it has words."""
        return self.base is SEARCH and bool(self.extra.words)

    def address(self, *, extra: Query | None = None, sort: str = "", **query: str) -> str:
        """Where it is shown, or something that differs from it; names only what isn't the queue's own."""
        words = str(self.extra if extra is None else extra)
        slug = sort or self.sort.slug
        parts = {"q": words, "sort": "" if slug == self.queue.sorts[0] else slug, **query}
        written = urlencode({name: value for name, value in parts.items() if value})
        place = (
            reverse("panel:search") if self.base is SEARCH else reverse("panel:queue", args=[self.base.slug])
        )
        return f"{place}?{written}" if written else place

    @property
    def way(self) -> str:
        """What a ticket's address says of the list one came from."""
        parts = {"queue": self.base.slug, "q": str(self.extra), "sort": self.sort.slug}
        return urlencode({name: value for name, value in parts.items() if value})


def narrowed(agent: Agent, slug: str, asked: QueryDict) -> Narrowed | None:
    """The list of this name as it is asked for; None where the agent has none."""
    base = SEARCH if slug == SEARCH.slug else queue_of(agent, slug)
    return narrowed_by(base, asked) if base else None


def narrowed_by(base: Queue, asked: QueryDict) -> Narrowed:
    """The list with the words and the order that are asked for."""
    extra = parse(asked.get("q", ""))
    shown = base.narrowed(extra) if extra else base
    return Narrowed(base, extra, shown.sort_by(asked.get("sort", "")))
