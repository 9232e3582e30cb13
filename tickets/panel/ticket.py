"""The ticket page: everything about one ticket, and what can be done with it."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from tickets.access import sees
from tickets.models import Ticket
from tickets.operations.read_bell import read_bell
from tickets.paging import neighbours
from tickets.panel.actions import AT_HAND, IN_THE_MENU, ChangeStatus, Rename
from tickets.panel.addresses import ticket_address, verb_address
from tickets.panel.aside import aside_of
from tickets.panel.buttons import buttons_of, place_of
from tickets.panel.chain import blocking
from tickets.panel.composer import Composer, composer_of
from tickets.panel.narrowing import SEARCH, Narrowed, narrowed
from tickets.panel.promise import strips_of
from tickets.panel.properties import facts_of
from tickets.panel.rail import frame
from tickets.panel.reading import Reading, read_ticket
from tickets.panel.timeline import timeline_of
from tickets.queues import BY_SLUG
from tickets.vocabulary import State

FITS_A_SCREEN: Final = 3
"""Entries; a longer thread offers to jump to its end."""


@agent_required
@require_safe
def show(request: AgentRequest, number: str) -> HttpResponse:
    """The page, with a composer for a reply or, for whoever may not reply, a note.

    What the agent's bell told of the ticket is read by this.
    """
    reading = read_ticket(request.agent, number)
    if reading.is_news:
        read_bell(request.agent, ticket=reading.ticket)
    return render_ticket(request, reading, composer_of(reading, request))


def render_ticket(
    request: AgentRequest, reading: Reading, composer: Composer | None, *, status: int = 200
) -> HttpResponse:
    """The page with this composer on it: a new one, or one that came back with what was typed."""
    ticket, agent = reading.ticket, request.agent
    came_from = narrowed(agent, request.GET.get("queue", ""), request.GET)
    new_from = composer.held.first_place if composer and composer.held else 0
    context = frame(request, queue=came_from.base.slug if came_from else "") | {
        "ticket": ticket,
        "back": _back(came_from),
        **_beside(request, came_from, ticket),
        "actions": buttons_of(AT_HAND, ticket, agent, request),
        "more": [offered for group in IN_THE_MENU if (offered := buttons_of(group, ticket, agent, request))],
        "status_url": place_of(ChangeStatus, ticket, agent, request),
        "rename_url": place_of(Rename, ticket, agent, request),
        "facts": facts_of(ticket),
        "targets": strips_of(ticket, reading.targets),
        "explained_url": verb_address("explained", ticket, request),
        "newest": len(reading.entries) if len(reading.entries) > FITS_A_SCREEN else 0,
        "timeline": timeline_of(reading, agent, request, new_from=new_from),
        "notice_above": _notice(reading, request),
        "composer": composer,
        **aside_of(reading, agent, request),
    }
    return render(request, "panel/ticket.html", context, status=status)


def _back(came_from: Narrowed | None) -> dict[str, Any]:
    if came_from is None:
        return {"label": BY_SLUG["open"].name, "url": reverse("panel:queue", args=["open"])}
    return {"label": came_from.base.name, "url": came_from.address()}


def _beside(request: AgentRequest, came_from: Narrowed | None, ticket: Ticket) -> dict[str, str]:
    """The tickets before and after this one on the way one came; what was ranked has no such order."""
    if came_from is None or (came_from.base is SEARCH and came_from.extra.words):
        return {}
    before, after = neighbours(came_from.queue.tickets(request.agent), came_from.sort, ticket)
    return {
        "previous_url": ticket_address(before, request) if before else "",
        "next_url": ticket_address(after, request) if after else "",
    }


def _where_it_goes_on(reading: Reading, request: AgentRequest) -> str:
    """With a way there, for those who see it."""
    parent = reading.parents[-1]
    words = format_html("#{}", parent.number)
    if sees(request.agent, parent):
        words = format_html(
            '<a href="{}">#{} {}</a>', ticket_address(parent, request), parent.number, parent.subject
        )
    return format_html(
        _("Merged into {parent}. It goes on there: what is written to this number comes into that ticket."),
        parent=words,
    )


def _notice(reading: Reading, request: AgentRequest) -> str:
    """What holds for the whole ticket and must not be overlooked."""
    if reading.ticket.state == State.TRASHED:
        return _("This ticket is in the trash. Its requester no longer sees it, and its clocks stand still.")
    if reading.parents:
        return _where_it_goes_on(reading, request)
    blockers = blocking(reading)
    if not blockers or not reading.ticket.is_workable:
        return ""
    links = ((ticket_address(blocker, request), blocker.number) for blocker in blockers)
    return format_html(
        _("It can't be resolved before {blockers}."),
        blockers=format_html_join(", ", '<a href="{}">#{}</a>', links),
    )
