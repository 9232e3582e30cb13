"""What the palette shows while somebody types: tickets, people, and what can be done with the words."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from agents.models import Agent
from sla.moment import now
from tickets.access import visible_to
from tickets.panel.rail import may_open
from tickets.panel.search import marked, people_called
from tickets.search.conditions import condition
from tickets.search.language import LONGEST, Query, parse
from tickets.search.numbers import begins_like
from tickets.search.words import find_begun, with_marked_subject

TICKETS: Final = 6
PEOPLE: Final = 3
SHORTEST: Final = 2
"""Characters; one finds everything."""


@agent_required
@require_safe
def suggestions(request: AgentRequest) -> HttpResponse:
    """A part of the palette, fetched with each pause of typing; the last word may be half of one."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    query, agent = parse(typed), request.agent
    is_enough = len(typed) >= SHORTEST and bool(query)
    context = {
        "typed": typed,
        "tickets": _tickets(query, agent) if is_enough else [],
        "people": people_called(agent, query.words, PEOPLE) if is_enough and not query.terms else [],
        "search_url": f"{reverse('panel:search')}?{urlencode({'q': typed})}",
        "new_url": _new_ticket(query, agent),
        "save_url": f"{reverse('panel:save_queue')}?{urlencode({'words': typed})}",
    }
    return render(request, "panel/_suggestions.html", context)


def _tickets(query: Query, agent: Agent) -> list[dict[str, Any]]:
    tickets = visible_to(agent).filter(condition(Query(terms=query.terms), agent, now()))
    keys = begins_like(query.words, tickets)
    if query.words:
        keys += find_begun(query.words, tickets)
        found = with_marked_subject(tickets, query.words)
    else:
        keys = list(tickets.order_by("-last_activity_at", "-pk").values_list("pk", flat=True)[:TICKETS])
        found = tickets
    keys = list(dict.fromkeys(keys))[:TICKETS]
    rows: dict[int, Any] = {
        ticket.pk: ticket for ticket in found.filter(pk__in=keys).select_related("status", "requester")
    }
    return [_line(rows[key]) for key in keys if key in rows]


def _line(ticket: Any) -> dict[str, Any]:
    return {
        "url": reverse("panel:ticket", args=[ticket.number]),
        "number": ticket.number,
        "subject": marked(getattr(ticket, "marked_subject", ticket.subject)),
        "requester": ticket.requester.name,
        "state": ticket.state,
        "status": ticket.status.name,
    }


def _new_ticket(query: Query, agent: Agent) -> str:
    if not query.words or not may_open(agent):
        return ""
    return f"{reverse('panel:new_ticket')}?{urlencode({'subject': query.words})}"
