"""How PostgreSQL answers what is asked most: by which index, and after reading how little."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.benchmarks.desk import Desk
from tests.benchmarks.meter import plans_of
from tickets.access import visible_to
from tickets.jobs.watch_clocks import watch_clocks
from tickets.paging import SORTS, page_of
from tickets.panel.rows import for_rows
from tickets.queues import BY_SLUG, count_queues
from tickets.search.words import find_by

ENOUGH = 50_000  # tickets from which on reading a table whole is a fault and not the cheapest way


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked, the indexes of which one must answer it, and how many pages it may read."""

    name: str
    ask: Callable[[], object]
    indexes: tuple[str, ...]
    most_buffers: int


def wrong_plans(desk: Desk, *, tickets: int) -> Iterator[str]:
    """What is answered in another way than it should be, in words; small desks are answered in any way."""
    for question in _questions(desk):
        for plan in plans_of(question.ask):
            buffers = _buffers(plan)
            by = next((index for index in question.indexes if index in plan), None)
            is_wrong = tickets >= ENOUGH and (by is None or buffers > question.most_buffers)
            if is_wrong:
                yield f"{question.name}: {buffers} buffers (at most {question.most_buffers}), {by}\n{plan}\n"


def _questions(desk: Desk) -> list[Question]:
    return [
        *[
            Question(f"first page of {slug}", _page(desk, slug), indexes, 2_000)
            for slug, indexes in {
                "open": ("ticket_workable_due",),
                "closed": ("ticket_closed_activity",),
                "unassigned": ("ticket_workable_due", "ticket_unassigned"),
                "my-tickets": ("ticket_workable_assignee",),
            }.items()
        ],
        Question("a page deep in closed", _deep(desk), ("ticket_closed_activity",), 2_000),
        Question("counts of all queues", lambda: count_queues(desk.agent), ("ticket_counters",), 5_000),
        Question(
            "tickets with a word",
            lambda: find_by("printer", visible_to(desk.agent)),
            ("search_document_words", "tickets_ticket_pkey", "tickets_searchdocument_pkey"),
            30_000,
        ),
        Question("the watcher's pass", lambda: watch_clocks(0), ("target_to_watch", "clock_to_watch"), 50),
    ]


def _page(desk: Desk, slug: str) -> Callable[[], object]:
    queue = BY_SLUG[slug]
    sort = SORTS[queue.sorts[0]]
    return lambda: page_of(for_rows(queue.tickets(desk.agent)), sort, known=visible_to(desk.agent))


def _deep(desk: Desk) -> Callable[[], object]:
    closed = BY_SLUG["closed"].tickets(desk.agent).order_by("-last_activity_at", "-pk")
    middle = closed[closed.count() // 2].last_activity_at
    return lambda: list(for_rows(closed.filter(last_activity_at__lte=middle))[:26])


def _buffers(plan: str) -> int:
    """Pages that the whole query touched: those of its topmost node, which counts what is below."""
    found = re.search(r"Buffers: shared (?:hit=(\d+))?(?: ?read=(\d+))?", plan)
    return sum(int(number or 0) for number in found.groups()) if found else 0
