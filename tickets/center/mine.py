"""My tickets: what a signed-in requester opened, and what he or she reads along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tickets.access import visible_to
from tickets.center.visit import requester_behind
from tickets.models import Requester, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.vocabulary import DONE, WORKABLE

PER_PAGE: Final = 20
STATES: Final = {"open": WORKABLE, "closed": DONE}


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in a list; `requester` is named where it is somebody else's."""

    number: str
    url: str
    subject: str
    state: str
    status: str
    active_at: datetime
    requester: str


@require_safe
@never_cache
def my_tickets(request: HttpRequest) -> HttpResponse:
    requester = requester_behind(request)
    show, words, page = _asked(request)
    rows: list[Row] = []
    if requester is not None:
        found = _find(requester, show, words)[(page - 1) * PER_PAGE : page * PER_PAGE + 1]
        rows = [row_of(ticket, requester) for ticket in found]
    about = {
        "page": "tickets",
        "tickets": rows[:PER_PAGE],
        "filters": _filters(show, words),
        "q": words,
        "show": show,
        "before": _address(show, words, page - 1) if page > 1 else "",
        "after": _address(show, words, page + 1) if len(rows) > PER_PAGE else "",
        "summary": _("Page %d") % page if page > 1 or len(rows) > PER_PAGE else "",
    }
    return render(request, "center/my_tickets.html", about)


def row_of(ticket: Ticket, reader: Requester) -> Row:
    return Row(
        number=ticket.number,
        url=reverse("center:ticket", args=[ticket.number]),
        subject=ticket.subject,
        state=ticket.state,
        status=ticket.status.public_name or ticket.status.name,
        active_at=ticket.last_activity_at,
        requester="" if ticket.requester_id == reader.pk else ticket.requester.name,
    )


def _asked(request: HttpRequest) -> tuple[str, str, int]:
    """What the address asks for: which state, which words, which page; nonsense asks for nothing."""
    show = request.GET.get("show", "")
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    page = request.GET.get("page", "")
    is_page = page.isdecimal() and len(page) < 4 and int(page) > 0
    return show if show in STATES else "", words, int(page) if is_page else 1


def _find(requester: Requester, show: str, words: str) -> TicketQuerySet:
    tickets = visible_to(requester).by_themselves().select_related("status", "requester")
    if show:
        tickets = tickets.filter(state__in=STATES[show])
    if words:
        tickets = tickets.filter(Q(number=words.lstrip("#").upper()) | Q(subject__icontains=words))
    return tickets


def _filters(show: str, words: str) -> list[dict[str, object]]:
    choices = [("", _("All")), ("open", _("Open")), ("closed", _("Closed"))]
    return [
        {"label": label, "url": _address(each, words, 1), "current": each == show} for each, label in choices
    ]


def _address(show: str, words: str, page: int) -> str:
    asked = {"show": show, "q": words, "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
