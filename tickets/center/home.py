"""The first page: a greeting, two doors, and what we promise."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tickets.access import visible_to
from tickets.center.mine import Row, row_of
from tickets.center.visit import requester_behind
from tickets.models import Desk

SHOWN = 5


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    desk = Desk.load()
    about = {"page": "home", "desk": desk, "hours": promises(desk), "open_tickets": _open_tickets(request)}
    return render(request, "center/home.html", about)


def promises(desk: Desk) -> list[tuple[str, str]]:
    """What the desk promises to everybody: one line each, a heading, a bar and a sentence."""
    lines = [line.partition("|") for line in desk.hours_text.splitlines() if line.strip()]
    return [(heading.strip(), sentence.strip()) for heading, _bar, sentence in lines]


def _open_tickets(request: HttpRequest) -> list[Row]:
    requester = requester_behind(request)
    if requester is None:
        return []
    tickets = visible_to(requester).workable().select_related("status", "requester")
    return [row_of(ticket, requester) for ticket in tickets[:SHOWN]]
