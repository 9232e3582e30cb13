"""The queues: lists of tickets to work through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.gate import AgentRequest, agent_required
from sla.models import Target
from sla.moment import now
from tickets.models import Attachment, Link, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.paging import SORTS, Page, Sort, page_of
from tickets.panel.chips import Chip, ticket_chip
from tickets.panel.rail import frame
from tickets.queues import BY_SLUG, Queue
from tickets.vocabulary import State


@dataclass(frozen=True, slots=True)
class Row:
    """What `parts/_ticket_row.html` draws."""

    number: str
    url: str
    subject: str
    requester: str
    state: str
    status: str
    priority: int
    priority_name: str
    assignee: str
    team: str
    chip: Chip | None
    active_at: datetime
    is_unread: bool
    is_overdue: bool
    chain_size: int
    has_files: bool


@agent_required
def home(request: AgentRequest) -> HttpResponse:
    """Where an agent's day begins: the own tickets, or what nobody has yet."""
    has_own = BY_SLUG["my-tickets"].tickets(request.agent).exists()
    return redirect("panel:queue", slug="my-tickets" if has_own else "unassigned")


@agent_required
def queue(request: AgentRequest, slug: str) -> HttpResponse:
    """One queue, a page at a time, in the order asked for."""
    if slug not in BY_SLUG:
        raise Http404
    shown = BY_SLUG[slug]
    sort = SORTS.get(request.GET.get("sort", ""), SORTS[shown.sort])
    context = frame(request, queue=slug)
    tickets = shown.tickets(request.agent)
    page = page_of(
        for_queue(tickets), sort, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    total = next((row.count for row in context["rail"] if row.current), None)
    moment = now()
    context |= {
        "title": shown.name,
        "count_words": _counted(total) if total is not None else "",
        "caption": _("%(queue)s, by %(sort)s") % {"queue": shown.name, "sort": sort.name},
        "rows": [row_of(ticket, moment, shown, sort) for ticket in page.rows],
        "sorts": _sorts(shown, sort),
        "sort_label": sort.name,
        "empty": _empty(shown),
        **_pager(page, sort, shown),
    }
    return render(request, "panel/queue.html", context)


def for_queue(tickets: TicketQuerySet) -> TicketQuerySet:
    """Everything a queue's rows show, whatever their number: two queries."""
    return (
        tickets.select_related("requester", "status", "assignee__user", "team", "clock")
        .prefetch_related(Prefetch("clock__targets", Target.objects.unfinished()))
        .annotate(
            parents=_count_of(Link.objects.filter(child=OuterRef("pk")), "child"),
            children=_count_of(Link.objects.filter(parent=OuterRef("pk")), "parent"),
            has_files=Exists(Attachment.objects.filter(entry__ticket=OuterRef("pk"))),
        )
    )


def _count_of(links: QuerySet[Link], side: str) -> Coalesce:
    """Counted row by row, since a join would multiply the tickets."""
    return Coalesce(Subquery(links.order_by().values(side).annotate(found=Count("pk")).values("found")), 0)


def row_of(ticket: Ticket, moment: datetime, shown: Queue, sort: Sort) -> Row:
    address = reverse("panel:ticket", args=[ticket.number])
    links = ticket.parents + ticket.children  # type: ignore[attr-defined]
    return Row(
        number=ticket.number,
        url=f"{address}?{urlencode({'queue': shown.slug, 'sort': sort.slug})}",
        subject=ticket.subject,
        requester=ticket.requester.name,
        state=ticket.state,
        status=ticket.status.name,
        priority=ticket.priority,
        priority_name=ticket.get_priority_display(),
        assignee=ticket.assignee.name if ticket.assignee else "",
        team=ticket.team.name if ticket.team else "",
        chip=ticket_chip(ticket, moment),
        active_at=ticket.last_activity_at,
        is_unread=ticket.state == State.OPEN and ticket.awaiting_since is not None,
        is_overdue=ticket.is_workable and ticket.next_due_at is not None and ticket.next_due_at < moment,
        chain_size=links + 1 if links else 0,
        has_files=ticket.has_files,  # type: ignore[attr-defined]
    )


def _sorts(shown: Queue, current: Sort) -> list[dict[str, Any]]:
    return [
        {"label": sort.name, "url": _address(shown, sort=sort.slug), "current": sort is current}
        for sort in SORTS.values()
    ]


def _pager(page: Page, sort: Sort, shown: Queue) -> dict[str, str]:
    order = {} if sort is SORTS[shown.sort] else {"sort": sort.slug}
    return {
        "before": _address(shown, **order, before=page.before) if page.before else "",
        "after": _address(shown, **order, after=page.after) if page.after else "",
        "summary": _counted(len(page.rows)) if page.before or page.after else "",
    }


def _address(shown: Queue, **query: str) -> str:
    address = reverse("panel:queue", args=[shown.slug])
    return f"{address}?{urlencode(query)}" if query else address


def _counted(count: int) -> str:
    return ngettext("%d ticket", "%d tickets", count) % count


def _empty(shown: Queue) -> dict[str, str | Promise]:
    """What an empty queue says: that this is good, or where work waits."""
    match shown.slug:
        case "my-tickets" | "my-teams":
            return {
                "title": _("Nothing waits for you"),
                "text": _("Claim something that nobody has yet."),
                "url": reverse("panel:queue", args=["unassigned"]),
                "label": _("Unassigned tickets"),
            }
        case "overdue":
            return {"title": _("Nothing is overdue"), "text": _("Every promise is being kept.")}
        case "unassigned":
            return {"title": _("Everything has somebody"), "text": _("New tickets appear here.")}
        case _:
            return {"title": _("Nothing in this queue")}
