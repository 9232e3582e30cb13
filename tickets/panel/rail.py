"""The panel's frame: the queues with their counts, and what waits on the bell."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from agents.gate import AgentRequest
from agents.models import Agent
from tickets.notifications.bell import unread_count
from tickets.panel.chips import chip_words
from tickets.queues import count_queues, queues_of


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
    """The context of `panel/base.html`: two queries, one for all counts and one for the bell."""
    counts = count_queues(request.agent)
    return {
        "rail": [
            RailQueue(
                label=row.name,
                url=reverse("panel:queue", args=[row.slug]),
                icon=row.icon,
                count=counts.get(row.slug),
                alarm=row.is_alarming,
                current=row.slug == queue,
            )
            for row in queues_of(request.agent)
        ],
        "rail_url": f"{reverse('panel:rail')}?{urlencode({'queue': queue})}",
        "chip_words": chip_words(),
        "counts": counts,
        "bell_count": unread_count(request.agent),
        "may_open": _may_open(request.agent),
        "place": place,
    }


def _may_open(agent: Agent) -> bool:
    """Whether there is any department in which the agent opens tickets for others."""
    visiting = agent.visiting_role
    return agent.permits_anywhere("ticket.open") or (visiting is not None and visiting.permits("ticket.open"))
