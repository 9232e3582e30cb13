"""The queues: lists of tickets to work through."""

from typing import Any, Final

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
from tickets.operations.save_queue import may_change
from tickets.paging import SORTS, Page, page_of
from tickets.panel.bulk.bar import bulk_bar
from tickets.panel.filters import active_chips, filter_address, quick_chips, save_address
from tickets.panel.narrowing import SEARCH, Narrowed, narrowed
from tickets.panel.rail import frame
from tickets.panel.rows import for_rows, rows_of
from tickets.queues import BY_SLUG, Queue
from tickets.search.conditions import misunderstood
from tickets.search.language import Query

COUNTED_TO: Final = 1000
"""How far a queue is counted that grows for ever; counting all of it costs more than showing it."""

NOTHING: Final = Query()

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
    """One queue, narrowed by what is asked for besides, a page at a time, in the order asked for."""
    shown = narrowed(request.agent, slug, request.GET)
    if shown is None or shown.base is SEARCH:
        raise Http404
    return render(request, "panel/queue.html", list_context(request, shown))


def list_context(request: AgentRequest, shown: Narrowed) -> dict[str, Any]:
    """What `panel/queue.html` shows of a list that is read in the order of one of its moments."""
    agent, queue, sort = request.agent, shown.queue, shown.sort
    page = page_of(
        for_rows(queue.tickets(agent)),
        sort,
        known=visible_to(agent),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = frame(request, queue=shown.base.slug)
    count = None if shown.extra else context["counts"].get(shown.base.slug)
    if count is None:
        count = _count_far(queue, agent, page)
    count_words = _counted(count) if count is not None else _("more than %d tickets") % COUNTED_TO
    return context | {
        "title": queue.name,
        "count_words": count_words,
        "caption": _("%(queue)s, by %(sort)s") % {"queue": queue.name, "sort": sort.name},
        "columns": [_column(shown, *column) for column in COLUMNS],
        "rows": rows_of(page.rows, shown.way, sort, now()),
        "sorts": _sorts(shown),
        "sort_label": sort.name,
        "empty": _empty(shown, agent),
        "edit_url": _edit_address(shown, agent),
        "problems": misunderstood(shown.extra, agent, now()) if shown.extra else [],
        **chips_context(shown),
        **bulk_bar(request, shown, page.rows, whole=count if page.before or page.after else 0),
        **_pager(page, shown, count_words),
    }


def chips_context(shown: Narrowed) -> dict[str, Any]:
    """What `parts/_filters.html` shows, and the way to the list as CSV."""
    return {
        "chips": active_chips(shown),
        "quick_chips": quick_chips(shown),
        "filter_url": filter_address(shown),
        "save_url": save_address(shown),
        "clear_url": shown.address(extra=NOTHING) if shown.extra else "",
        "export_url": f"{reverse('panel:export')}?{shown.way}",
    }


def _column(shown: Narrowed, kind: str, label: str | Promise, slug: str) -> dict[str, Any]:
    """The head of a column, which puts the list into its order; the last shows what it is sorted by."""
    queue, current = shown.queue, shown.sort
    sort = SORTS.get(slug)
    if kind == "q-active" and current.field == "opened_at":
        sort, label = current, _("Opened")
    if kind == "q-due" and queue.is_over:
        sort, label = None, _("Resolution")
    is_sorted = ("descending" if current.is_descending else "ascending") if sort is current else ""
    url = shown.address(sort=sort.slug) if sort and sort.slug in queue.sorts else ""
    return {"kind": kind, "label": label, "url": url, "sorted": is_sorted}


def _sorts(shown: Narrowed) -> list[dict[str, Any]]:
    return [
        {"label": SORTS[slug].name, "url": shown.address(sort=slug), "current": slug == shown.sort.slug}
        for slug in shown.queue.sorts
    ]


def _pager(page: Page, shown: Narrowed, count_words: str) -> dict[str, str]:
    summary = _("%(here)d of %(all)s") % {"here": len(page.rows), "all": count_words}
    return {
        "before": shown.address(before=page.before) if page.before else "",
        "after": shown.address(after=page.after) if page.after else "",
        "summary": summary if page.before or page.after else "",
    }


def _edit_address(shown: Narrowed, agent: Agent) -> str:
    """Where a saved queue is changed by those who may."""
    saved = shown.base.saved
    is_changeable = saved is not None and may_change(saved, agent)
    return reverse("panel:edit_queue", args=[shown.base.slug]) if is_changeable else ""


def _counted(count: int) -> str:
    return ngettext("%d ticket", "%d tickets", count) % count


def _count_far(shown: Queue, agent: Agent, page: Page) -> int | None:
    """How many there are in a queue whose count the rail doesn't show; asked only where it isn't plain.

    None: too many to count.
    """
    if not page.before and not page.after:
        return len(page.rows)
    count = shown.tickets(agent).order_by()[: COUNTED_TO + 1].count()
    return count if count <= COUNTED_TO else None


def _empty(shown: Narrowed, agent: Agent) -> dict[str, str | Promise]:
    """What an empty list says: that this is good, where work waits, or why nothing can be here."""
    if shown.extra:
        return {
            "title": _("Nothing like that here"),
            "text": _("No ticket on this list is like that."),
            "url": shown.address(extra=NOTHING),
            "label": _("Show all of it"),
        }
    if not agent.department_ids:
        return {
            "title": _("You are in no department yet"),
            "text": _("Ask an administrator for one. Until then you see what is assigned to you."),
        }
    match shown.base.slug:
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
