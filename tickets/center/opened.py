"""What the opener of a ticket reads after sending: the number, and what happens next.

Whoever typed an address has not proven it, so the browser that sent a ticket sees its number and the
promise, never its thread (SECURITY.md 1).
"""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sla.moment import now
from tickets.center.promise import sends_link, what_happens_next
from tickets.center.visit import shut
from tickets.models import Ticket

OPENED: Final = "opened_tickets"
AT_MOST: Final = 10


def remember(request: HttpRequest, ticket: Ticket, address: str) -> None:
    """Let this browser read the confirmation, with the address as it was typed here."""
    before: dict[str, str] = request.session.get(OPENED, {})
    remembered = {**before, str(ticket.pk): address}
    request.session[OPENED] = dict(list(remembered.items())[-AT_MOST:])


@login_not_required
@never_cache
@require_safe
def opened(request: HttpRequest, number: str) -> HttpResponse:
    """The confirmation, for the browser that sent the ticket and for no other."""
    mine: dict[str, str] = request.session.get(OPENED, {})
    tickets = Ticket.objects.filter(number=number).select_related("topic", "clock", "requester")
    ticket = tickets.filter(pk__in=mine).first() if mine else None
    if ticket is None:
        return shut(request)
    is_known = request.user.is_authenticated and ticket.requester.user_id == request.user.pk
    about = {
        "number": ticket.number,
        "email": mine[str(ticket.pk)],
        "is_mailed": sends_link(ticket.topic),
        "promises": what_happens_next(ticket, now()),
        "thank_you": ticket.topic.thank_you if ticket.topic else "",
        "ticket_url": reverse("center:ticket", args=[ticket.number]) if is_known else "",
    }
    return render(request, "center/opened.html", about)
