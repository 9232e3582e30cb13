"""The panel's frame: the queues with their counts, and what waits on the bell."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.functional import Promise

from agents.gate import AgentRequest
from agents.models import Agent
from tickets.models import SavedQueue
from tickets.notifications.bell import unread_lines
from tickets.panel.chips import chip_words
from tickets.queues import Queue, count_queues, queues_of, saved_queue


@dataclass(frozen=True, slots=True)
class RailQueue:
    """One line of the rail."""

    label: str | Promise
    url: str
    icon: str
    count: int | None
    alarm: bool
    current: bool


def frame(request: AgentRequest, *, queue: str = "", place: str = "") -> dict[str, Any]:
    """The context of `panel/base.html`: two queries, one for all counts, one for saved queues and bell."""
    saved, unread = _at_hand(request.agent)
    counts = count_queues(request.agent, saved)
    return {
        "rail": [_line(row, counts, queue) for row in queues_of(request.agent)],
        "rail_saved": [_line(row, counts, queue) for row in saved],
        "rail_url": f"{reverse('panel:rail')}?{urlencode({'queue': queue})}",
        "chip_words": chip_words(),
        "counts": counts,
        "bell_count": unread,
        "may_open": may_open(request.agent),
        "place": place,
    }


def _at_hand(agent: Agent) -> tuple[list[Queue], int]:
    """The queues that the agent or somebody for the agent's teams saved, and how much waits on the bell."""
    unread = unread_lines(agent).order_by().annotate(found=Func("pk", function="COUNT")).values("found")
    columns = {"slug": "slug", "name": "name", "words": "words", "owner_id": "owner", "team_id": "team"}
    rows = SavedQueue.objects.of(agent).values(row=JSONObject(**columns))
    at_hand = Agent.objects.filter(pk=agent.pk).values_list(ArraySubquery(rows), Subquery(unread))
    saved, count = at_hand.get()
    return [saved_queue(SavedQueue(**row)) for row in saved], count


def _line(row: Queue, counts: dict[str, int], current: str) -> RailQueue:
    return RailQueue(
        label=row.name,
        url=reverse("panel:queue", args=[row.slug]),
        icon=row.icon,
        count=counts.get(row.slug),
        alarm=row.is_alarming,
        current=row.slug == current,
    )


def may_open(agent: Agent) -> bool:
    """Whether there is any department in which the agent opens tickets for others."""
    visiting = agent.visiting_role
    return agent.permits_anywhere("ticket.open") or (visiting is not None and visiting.permits("ticket.open"))
