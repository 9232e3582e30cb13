"""The queues every agent has, word for word as agreed; a queue is what an agent may see, narrowed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from sla.moment import now
from tickets.access import visible_to
from tickets.models.ticket import TicketQuerySet, overdue_at
from tickets.paging import SORTS, Sort
from tickets.vocabulary import WORKABLE, State

WORK_SORTS: Final = ("due", "activity", "newest", "oldest", "priority")
PAST_SORTS: Final = ("activity", "newest", "oldest")
"""Nothing is due any more, so neither due moments nor priorities put it into an order."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of tickets to work through: its name, and which tickets are on it for whom and when.

    What is past grows for ever, so it is not counted; `permission` is what one needs anywhere to have it.
    """

    slug: str
    name: str | Promise
    icon: str
    holds: Callable[[Agent, datetime], Q]
    is_alarming: bool = False
    is_past: bool = False
    permission: str = ""

    def tickets(self, agent: Agent) -> TicketQuerySet:
        """The tickets of this queue that the agent may see."""
        return visible_to(agent).filter(self.holds(agent, now()))

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders it can be shown in, its own first."""
        return PAST_SORTS if self.is_past else WORK_SORTS

    def sort_by(self, asked: str) -> Sort:
        """The order asked for, or the queue's own where that makes no sense here."""
        return SORTS[asked if asked in self.sorts else self.sorts[0]]

    def is_for(self, agent: Agent) -> bool:
        """Whether the agent has this queue: some are only for those who can act on what they hold."""
        return not self.permission or agent.permits_anywhere(self.permission)


def _mine(agent: Agent, _moment: datetime) -> Q:
    return Q(state__in=WORKABLE, assignee=agent)


def _my_teams(agent: Agent, _moment: datetime) -> Q:
    nobody_or_me = Q(assignee__isnull=True) | Q(assignee=agent)
    return nobody_or_me & Q(state=State.OPEN, team__in=agent.team_ids)


def _unassigned(_agent: Agent, _moment: datetime) -> Q:
    return Q(state=State.OPEN, assignee__isnull=True)


def _overdue(_agent: Agent, moment: datetime) -> Q:
    return overdue_at(moment)


def _due_soon(_agent: Agent, moment: datetime) -> Q:
    """Past a running target's warning moment, not overdue."""
    return Q(state__in=WORKABLE, next_risk_at__lte=moment, next_due_at__gte=moment)


def _answered(_agent: Agent, _moment: datetime) -> Q:
    """Nobody waits for us: the last public entry is a response."""
    return Q(state=State.OPEN, awaiting_since__isnull=True)


def _in(*states: State) -> Callable[[Agent, datetime], Q]:
    return lambda _agent, _moment: Q(state__in=states)


QUEUES: Final[tuple[Queue, ...]] = (
    Queue("my-tickets", _("My tickets"), "person", _mine),
    Queue("my-teams", _("My teams"), "people", _my_teams),
    Queue("unassigned", _("Unassigned"), "inbox", _unassigned),
    Queue("overdue", _("Overdue"), "exclamation-circle", _overdue, is_alarming=True),
    Queue("due-soon", _("Due soon"), "stopwatch", _due_soon),
    Queue("waiting", _("Waiting"), "hourglass-split", _in(State.PENDING)),
    Queue("answered", _("Answered"), "reply", _answered),
    Queue("open", _("All open"), "layers", _in(*WORKABLE)),
    Queue("resolved", _("Resolved"), "check-circle", _in(State.RESOLVED), is_past=True),
    Queue("closed", _("Closed"), "archive", _in(State.CLOSED), is_past=True),
    Queue("trash", _("Trash"), "trash", _in(State.TRASHED), is_past=True, permission="ticket.delete"),
)

BY_SLUG: Final = {queue.slug: queue for queue in QUEUES}


def queues_of(agent: Agent) -> list[Queue]:
    """The queues this agent has, in their order."""
    return [queue for queue in QUEUES if queue.is_for(agent)]


def count_queues(agent: Agent) -> dict[str, int]:
    """How many tickets each counted queue holds for the agent, in one query."""
    moment = now()
    counts = {
        queue.slug.replace("-", "_"): Count(Value(1), filter=queue.holds(agent, moment))
        for queue in QUEUES
        if not queue.is_past
    }
    found = visible_to(agent).workable().aggregate(**counts)
    return {name.replace("_", "-"): count for name, count in found.items()}
