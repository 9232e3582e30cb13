"""Addresses inside the panel that remember from which list one came."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from tickets.models import Ticket

KEPT: Final = ("queue", "q", "sort")


def way(request: HttpRequest) -> str:
    """The part of an address that says from which queue, in which order: "?queue=…&q=…&sort=…"."""
    kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def ticket_address(ticket: Ticket, request: HttpRequest, *, anchor: str = "") -> str:
    """The ticket's page, on the same way through the queue."""
    address = reverse("panel:ticket", args=[ticket.number]) + way(request)
    return f"{address}#{anchor}" if anchor else address


def verb_address(verb: str, ticket: Ticket, request: HttpRequest, **query: Any) -> str:
    """Where a verb is done to the ticket, on the same way through the queue."""
    address = reverse(f"panel:{verb}", args=[ticket.number]) + way(request)
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
