"""Who stands before a ticket's page in the support center, and whether it opens.

A person opens it who is on the ticket and signed in, or has followed a link mailed to a person who is.
Everybody else gets the same page, whether there is such a ticket or not: numbers are no credential.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from helpdesk.ui.typed import typed_in
from sla.moment import now
from tickets.access import visible_to
from tickets.center.grants import granting_link, link_of_merged
from tickets.merges import MergedKeys, last_parent
from tickets.models import AccessLink, Requester, Ticket

P = ParamSpec("P")
SAFE: Final = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody before a ticket that is open to him or her; `link` is how a guest came."""

    ticket: Ticket
    requester: Requester
    link: AccessLink | None

    @property
    def keys(self) -> list[int]:
        """The ticket and what was merged into it: whose thread and links are shown here."""
        ticket: Any = self.ticket
        return [ticket.pk, *ticket.merged_keys]


def requester_behind(request: HttpRequest) -> Requester | None:
    """The requester who is signed in, if the account belongs to one."""
    if not request.user.is_authenticated:
        return None
    return Requester.objects.filter(user=request.user.pk).first()


def find_visit(request: HttpRequest, number: str) -> Visit | None:
    """The ticket if it opens to whoever asks: to the person signed in first, else by a followed link.

    The link of a ticket that was merged opens the one in which it goes on.
    """
    requester = requester_behind(request)
    if requester is not None:
        ticket = _ticket_of(requester, number)
        if ticket is not None:
            return Visit(ticket, requester, None)
    link = granting_link(request, number) or link_of_merged(request, number)
    if link is None:
        return None
    ticket = _ticket_of(link.requester, number)
    return Visit(ticket, link.requester, link) if ticket is not None else None


def _ticket_of(requester: Requester, number: str) -> Ticket | None:
    whole = visible_to(requester).select_related(
        "requester", "topic", "department", "assignee__user", "status", "clock"
    )
    return whole.annotate(merged_keys=MergedKeys()).filter(number=number).first()


def links_of(visit: Visit) -> QuerySet[AccessLink]:
    """The links that this visitor sees and may revoke: the requester all of the ticket and of what
    was merged into it, others their own."""
    links = AccessLink.objects.usable(now()).filter(ticket__in=visit.keys)
    links = links.select_related("requester", "ticket")
    if visit.requester == visit.ticket.requester:
        return links
    return links.filter(requester=visit.requester)


def on_ticket(
    view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give a view its visit; whoever the ticket isn't open to gets 404 with the ways to a ticket."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, number: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = find_visit(request, number)
        if visit is None:
            return shut(request)
        if visit.ticket.merged_into_id is not None and request.method in SAFE:
            return _lead_on(request, visit)
        return view(request, visit, *args, **kwargs)

    return guarded


def _lead_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """To the same place of the ticket in which a merged one goes on; its number keeps working."""
    place: Any = request.resolver_match
    return redirect(place.view_name, **{**place.kwargs, "number": last_parent(visit.ticket).number})


def shut(request: HttpRequest) -> HttpResponse:
    """The page of a ticket that doesn't open, or isn't there; it gives back what somebody wrote to it."""
    return render(request, "center/shut.html", {"typed": typed_in(request)}, status=404)
