"""The search: a number or an address leads straight to what it names, words to what they are found in."""

import re
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from agents.models import Agent
from sla.moment import now
from tickets.access import visible_to
from tickets.models import Requester
from tickets.models.ticket import TicketQuerySet
from tickets.paging import SIZE
from tickets.panel.bulk.bar import bulk_bar
from tickets.panel.narrowing import SEARCH, Narrowed, narrowed_by
from tickets.panel.queues import COLUMNS, chips_context, list_context
from tickets.panel.rail import frame
from tickets.panel.ranking import ranked
from tickets.panel.rows import Row, for_rows, rows_of
from tickets.search.conditions import misunderstood
from tickets.search.language import Query, Term
from tickets.search.numbers import number_in
from tickets.search.people import known_requesters, requester_with
from tickets.search.words import BEGIN, DEPTHS, END, NEWEST, Found, with_excerpts

PEOPLE: Final = 5
_ADDRESS: Final = re.compile(r"[^\s@:\"]+@[^\s@:\"]+")
_MARKED: Final = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")


@agent_required
@require_safe
def search(request: AgentRequest) -> HttpResponse:
    """What was asked for, words ranked, filter words alone in the order asked for; else how to ask."""
    shown = narrowed_by(SEARCH, request.GET)
    typed = request.GET.get("q", "").strip()
    if address := _jump(typed, shown.extra, request.agent):
        return redirect(address)
    if not shown.extra:
        context = frame(request, queue=SEARCH.slug, place="search")
    elif shown.is_ranked:
        context = _ranked(request, shown)
    else:
        context = list_context(request, shown)
    about = {
        "title": _("Search"),
        "place": "search",
        "typed": typed,
        "is_asked": bool(shown.extra),
        "empty_icon": "search",
    }
    return render(request, "panel/search.html", context | about)


def person_line(person: Requester) -> dict[str, Any]:
    """A requester as a way to the person's tickets."""
    query = Query(terms=(Term("requester", (person.address or person.name,)),))
    return {
        "name": person.name,
        "detail": ", ".join(filter(None, [str(person.organization or ""), person.address])),
        "url": f"{Narrowed(SEARCH, query, SEARCH.sort_by('')).address()}",
    }


def people_called(agent: Agent, words: str, count: int) -> list[dict[str, Any]]:
    """Requesters called like this, of whom the agent sees a ticket."""
    found = known_requesters(agent, words).select_related("organization").prefetch_related("addresses")
    return [person_line(person) for person in found[:count]]


def _jump(typed: str, query: Query, agent: Agent) -> str:
    """Where something leads that is a number or an address and nothing else."""
    number = number_in(typed)
    if number and visible_to(agent).filter(number=number).exists():
        return reverse("panel:ticket", args=[number])
    if not query.terms and _ADDRESS.fullmatch(typed):
        person = requester_with(agent, typed)
        return str(person_line(person)["url"]) if person else ""
    return ""


def _ranked(request: AgentRequest, shown: Narrowed) -> dict[str, Any]:
    """The best of the newest hits, a page at a time; there are no more than NEWEST, so pages have numbers."""
    agent, words = request.agent, shown.extra.words
    hits = ranked(agent, shown.extra)
    keys, found = hits.keys, hits.found
    page = _page(request.GET.get("page", ""), len(keys))
    begin = (page - 1) * SIZE
    rows = _rows(keys[begin : begin + SIZE], hits.tickets, shown)
    count_words = _count_words(len(keys), is_cut=found.is_cut)
    return frame(request, queue=SEARCH.slug, place="search") | {
        "count_words": count_words,
        "caption": _("Found tickets, the best first"),
        "columns": [{"kind": kind, "label": label} for kind, label, _sort in COLUMNS],
        "rows": rows,
        "people": people_called(agent, words, PEOPLE) if page == 1 and not shown.extra.terms else [],
        "problems": [*misunderstood(shown.extra, agent, now()), *_shallow(found)],
        "empty": {
            "title": _("Nothing found"),
            "text": _(
                "All words must stand in a ticket: try fewer, or others. What you may not see isn't found."
            ),
        },
        "before": shown.address(page=str(page - 1)) if page > 1 else "",
        "after": shown.address(page=str(page + 1)) if begin + SIZE < len(keys) else "",
        "summary": _("%(here)d of %(all)s") % {"here": min(SIZE, len(keys) - begin), "all": count_words},
        **chips_context(shown),
        **bulk_bar(request, shown, rows),
    }


def _rows(keys: list[int], tickets: TicketQuerySet, shown: Narrowed) -> list[Row]:
    """The tickets with these keys as rows, in this order, with the places where the words stand."""
    found = with_excerpts(for_rows(tickets.filter(pk__in=keys)), shown.extra.words)
    by_key: dict[int, Any] = {ticket.pk: ticket for ticket in found}
    ordered = [by_key[key] for key in keys if key in by_key]
    rows = rows_of(ordered, shown.way, shown.sort, now())
    for row, ticket in zip(rows, ordered, strict=True):
        row.marked_subject = marked(ticket.marked_subject)
        row.excerpt = marked(ticket.excerpt or "") if BEGIN in (ticket.excerpt or "") else None
    return rows


def marked(text: str) -> SafeString:
    """A text with what stands between the marks as marked HTML; everything else of it is plain text."""
    html = _MARKED.sub(r"<mark>\1</mark>", str(escape(text)))
    return mark_safe(html.replace(BEGIN, "").replace(END, ""))  # noqa: S308 - escaped above


def _shallow(found: Found) -> list[str]:
    """What is said where not all hits were looked through."""
    sentence = _(
        "Of the tickets with these words the newest %d were looked through. A rarer word finds older ones."
    )
    return [sentence % DEPTHS[-1]] if found.is_shallow else []


def _page(written: str, count: int) -> int:
    last = max(1, -(-count // SIZE))
    is_number = written.isascii() and written.isdigit() and len(written) < 5
    return min(max(1, int(written)), last) if is_number else 1


def _count_words(count: int, *, is_cut: bool) -> str:
    if is_cut:
        return _("the best of the %d newest") % NEWEST
    return ngettext("%d ticket", "%d tickets", count) % count
