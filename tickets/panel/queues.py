"""The queues: lists of tickets to work through."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from agents.models import Agent
from sla.moment import now
from tickets.access import visible_to
from tickets.paging import SORTS, Page, Sort, page_of
from tickets.panel.rail import frame
from tickets.panel.rows import for_rows, rows_of
from tickets.queues import BY_SLUG, Queue

COUNTED_TO: Final = 1000
"""How far a queue is counted that grows for ever; counting all of it costs more than showing it."""

COLUMNS: Final = (
    # its class, its name, the order that puts it first
    ("q-priority", gettext_lazy("Priority"), "priority"),
    ("q-number", gettext_lazy("Number"), ""),
    ("q-title", gettext_lazy("Subject"), ""),
    ("q-requester", gettext_lazy("Requester"), ""),
    ("q-status", gettext_lazy("Status"), ""),
    ("q-assignee", gettext_lazy("Assignee"), ""),
    ("q-due", gettext_lazy("Next due"), "due"),
    ("q-active", gettext_lazy("Active"), "activity"),
)


@agent_required
@require_safe
def home(request: AgentRequest) -> HttpResponse:
    """Where an agent's day begins: the own tickets, or what nobody has yet."""
    has_own = BY_SLUG["my-tickets"].tickets(request.agent).exists()
    return redirect("panel:queue", slug="my-tickets" if has_own else "unassigned")


@agent_required
@require_safe
def queue(request: AgentRequest, slug: str) -> HttpResponse:
    """One queue, a page at a time, in the order asked for."""
    shown = BY_SLUG.get(slug)
    if shown is None or not shown.is_for(request.agent):
        raise Http404
    sort = shown.sort_by(request.GET.get("sort", ""))
    page = page_of(
        for_rows(shown.tickets(request.agent)),
        sort,
        known=visible_to(request.agent),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = frame(request, queue=slug)
    count = context["counts"].get(slug)
    count_words = _counted(count) if count is not None else _counted_far(shown, request.agent, page)
    context |= {
        "title": shown.name,
        "count_words": count_words,
        "caption": _("%(queue)s, by %(sort)s") % {"queue": shown.name, "sort": sort.name},
        "columns": [_column(shown, sort, *column) for column in COLUMNS],
        "rows": rows_of(page.rows, shown, sort, now()),
        "sorts": _sorts(shown, sort),
        "sort_label": sort.name,
        "empty": _empty(shown, request.agent),
        **_pager(page, sort, shown, count_words),
    }
    return render(request, "panel/queue.html", context)


def _column(shown: Queue, current: Sort, kind: str, label: str | Promise, slug: str) -> dict[str, Any]:
    """The head of a column, which puts the list into its order; the last shows what it is sorted by."""
    sort = SORTS.get(slug)
    if kind == "q-active" and current.field == "opened_at":
        sort, label = current, _("Opened")
    if kind == "q-due" and not shown.is_work:
        sort, label = None, _("Resolution")
    is_sorted = ("descending" if current.is_descending else "ascending") if sort is current else ""
    url = _address(shown, sort=sort.slug) if sort and sort.slug in shown.sorts else ""
    return {"kind": kind, "label": label, "url": url, "sorted": is_sorted}


def _sorts(shown: Queue, current: Sort) -> list[dict[str, Any]]:
    return [
        {"label": SORTS[slug].name, "url": _address(shown, sort=slug), "current": slug == current.slug}
        for slug in shown.sorts
    ]


def _pager(page: Page, sort: Sort, shown: Queue, count_words: str) -> dict[str, str]:
    summary = _("%(here)d of %(all)s") % {"here": len(page.rows), "all": count_words}
    return {
        "before": _address(shown, sort=sort.slug, before=page.before) if page.before else "",
        "after": _address(shown, sort=sort.slug, after=page.after) if page.after else "",
        "summary": summary if page.before or page.after else "",
    }


def _address(shown: Queue, *, sort: str, **query: str) -> str:
    """The queue in an order, which its address names only where it isn't the queue's own."""
    if sort != shown.sorts[0]:
        query = {"sort": sort, **query}
    address = reverse("panel:queue", args=[shown.slug])
    return f"{address}?{urlencode(query)}" if query else address


def _counted(count: int) -> str:
    return ngettext("%d ticket", "%d tickets", count) % count


def _counted_far(shown: Queue, agent: Agent, page: Page) -> str:
    """How many there are in a queue whose count the rail doesn't show; asked only where it isn't plain."""
    if not page.before and not page.after:
        return _counted(len(page.rows))
    count = shown.tickets(agent).order_by()[: COUNTED_TO + 1].count()
    return _counted(count) if count <= COUNTED_TO else _("more than %d tickets") % COUNTED_TO


def _empty(shown: Queue, agent: Agent) -> dict[str, str | Promise]:
    """What an empty queue says: that this is good, where work waits, or why nothing can be here."""
    if not agent.department_ids:
        return {
            "title": _("You are in no department yet"),
            "text": _("Ask an administrator for one. Until then you see what is assigned to you."),
        }
    match shown.slug:
        case "my-tickets" | "my-teams":
            return {
                "title": _("Nothing waits for you"),
                "text": _("Claim something that nobody has yet."),
                "url": reverse("panel:queue", args=["unassigned"]),
                "label": _("Unassigned tickets"),
            }
        case "unassigned":
            return {"title": _("Everything has somebody"), "text": _("New tickets appear here.")}
        case "overdue":
            return {"title": _("Nothing is overdue"), "text": _("Every promise is being kept.")}
        case "due-soon":
            return {
                "title": _("Nothing is due soon"),
                "text": _("A ticket appears here when most of the time that was promised for it is used."),
            }
        case "waiting":
            return {
                "title": _("Nothing waits"),
                "text": _("Tickets that wait for somebody else appear here."),
            }
        case _:
            return {"title": _("Nothing in this queue")}
