"""The queues every agent has, word for word as agreed, and those that agents save.

A queue is a name and what one would type into the search: what the agent may see, narrowed by words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from django.db.models import Count, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from sla.moment import now
from tickets.access import visible_to
from tickets.models.saved_queue import SAVED, SavedQueue
from tickets.models.ticket import TicketQuerySet
from tickets.paging import SORTS, Sort
from tickets.search.conditions import condition, states_of
from tickets.search.language import Query, joined, parse
from tickets.vocabulary import WORKABLE

WORK_SORTS: Final = ("due", "activity", "newest", "oldest", "priority")
PAST_SORTS: Final = ("activity", "newest", "oldest")
"""Nothing is due any more, so neither due moments nor priorities put it into an order."""

QUICKLY_COUNTED: Final = frozenset({"state", "is", "assignee", "team", "department", "due"})
"""Filter words about facts that stand in the index of the counts: others would have every row read."""


@dataclass(frozen=True)
class Queue:
    """A list of tickets to work through: its name, and the words that say which tickets are on it.

    `permission` is what one needs anywhere to have it.
    """

    slug: str
    name: str | Promise
    icon: str
    query: Query
    is_alarming: bool = False
    permission: str = ""
    saved: SavedQueue | None = None

    def tickets(self, agent: Agent) -> TicketQuerySet:
        """The tickets of this queue that the agent may see."""
        return visible_to(agent).filter(condition(self.query, agent, now()))

    def narrowed(self, query: Query) -> "Queue":
        """The same queue with further words."""
        return replace(self, query=joined([self.query, query]))

    @cached_property
    def is_work(self) -> bool:
        """Whether all of it waits for somebody; what is past grows for ever, and is not counted."""
        states = states_of(self.query)
        return states is not None and states <= set(WORKABLE)

    @cached_property
    def is_over(self) -> bool:
        """Whether nothing of it waits for anybody any more."""
        states = states_of(self.query)
        return states is not None and not states & set(WORKABLE)

    @property
    def is_counted(self) -> bool:
        """Whether its tickets are counted with those of all others, in one look at an index."""
        keys = {term.key for term in self.query.terms}
        return self.is_work and not self.query.words and keys <= QUICKLY_COUNTED

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders it can be shown in, its own first."""
        return WORK_SORTS if self.is_work else PAST_SORTS

    def sort_by(self, asked: str) -> Sort:
        """The order asked for, or the queue's own where that makes no sense here."""
        return SORTS[asked if asked in self.sorts else self.sorts[0]]

    def is_for(self, agent: Agent) -> bool:
        """Whether the agent has this queue: some are only for those who can act on what they hold."""
        return not self.permission or agent.permits_anywhere(self.permission)


QUEUES: Final[tuple[Queue, ...]] = (
    Queue("my-tickets", _("My tickets"), "person", parse("state:open,pending assignee:me")),
    Queue("my-teams", _("My teams"), "people", parse("state:open team:mine assignee:none,me")),
    Queue("unassigned", _("Unassigned"), "inbox", parse("state:open assignee:none")),
    Queue("overdue", _("Overdue"), "exclamation-circle", parse("is:overdue"), is_alarming=True),
    Queue("due-soon", _("Due soon"), "stopwatch", parse("is:due-soon")),
    Queue("waiting", _("Waiting"), "hourglass-split", parse("state:pending")),
    Queue("answered", _("Answered"), "reply", parse("is:answered")),
    Queue("open", _("All open"), "layers", parse("state:open,pending")),
    Queue("resolved", _("Resolved"), "check-circle", parse("state:resolved")),
    Queue("closed", _("Closed"), "archive", parse("state:closed")),
    Queue("trash", _("Trash"), "trash", parse("state:trashed"), permission="ticket.delete"),
)

BY_SLUG: Final = {queue.slug: queue for queue in QUEUES}


def queues_of(agent: Agent) -> list[Queue]:
    """The queues this agent has, in their order."""
    return [queue for queue in QUEUES if queue.is_for(agent)]


def queue_of(agent: Agent, slug: str) -> Queue | None:
    """The queue with this address, if the agent has it."""
    queue = BY_SLUG.get(slug)
    if queue is not None:
        return queue if queue.is_for(agent) else None
    if not slug.startswith(SAVED):
        return None
    row = SavedQueue.objects.of(agent).filter(slug=slug).first()
    return saved_queue(row) if row else None


def saved_queue(row: SavedQueue) -> Queue:
    """The queue that somebody saved, for oneself or a team."""
    icon = "bookmark" if row.team_id is None else "bookmark-fill"
    return Queue(row.slug, row.name, icon, parse(row.words), saved=row)


def count_queues(agent: Agent, saved: Iterable[Queue] = ()) -> dict[str, int]:
    """How many tickets each counted queue holds for the agent, in one query."""
    moment = now()
    counts = {
        queue.slug.replace("-", "_"): Count(Value(1), filter=condition(queue.query, agent, moment))
        for queue in (*QUEUES, *saved)
        if queue.is_counted
    }
    found = visible_to(agent).workable().aggregate(**counts)
    return {name.replace("_", "-"): count for name, count in found.items()}
