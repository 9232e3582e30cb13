"""The ticket page: everything about one ticket, and what can be done with it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from agents.models import Agent
from tickets.models import Ticket
from tickets.paging import neighbours
from tickets.panel.actions import (
    AT_HAND,
    IN_THE_MENU,
    Action,
    Chain,
    ChangeStatus,
    Follow,
    Links,
    Rename,
    Unchain,
    Unfollow,
    Unrefer,
)
from tickets.panel.addresses import ticket_address, verb_address
from tickets.panel.chain import blocking, chain_of
from tickets.panel.composer import Composer, composer_of
from tickets.panel.promise import strips_of
from tickets.panel.properties import facts_of, properties_of
from tickets.panel.rail import frame
from tickets.panel.reading import Reading, read_ticket
from tickets.panel.timeline import timeline_of
from tickets.queues import BY_SLUG, Queue
from tickets.vocabulary import WORKABLE, State


@agent_required
@require_safe
def show(request: AgentRequest, number: str) -> HttpResponse:
    """The page, with a composer for a reply or, for whoever may not reply, a note."""
    reading = read_ticket(request.agent, number)
    return render_ticket(request, reading, composer_of(reading, request))


def render_ticket(
    request: AgentRequest, reading: Reading, composer: Composer | None, *, status: int = 200
) -> HttpResponse:
    """The page with this composer on it: a new one, or one that came back with what was typed."""
    ticket, agent = reading.ticket, request.agent
    queue = BY_SLUG.get(request.GET.get("queue", ""))
    new_from = composer.held.first_place if composer and composer.held else 0
    context = frame(request, queue=queue.slug if queue else "") | {
        "ticket": ticket,
        "back": _back(queue),
        **_beside(request, queue, ticket),
        "actions": _buttons(AT_HAND, ticket, agent, request),
        "more": [_buttons(group, ticket, agent, request) for group in IN_THE_MENU],
        "status_url": _place(ChangeStatus, ticket, agent, request),
        "rename_url": _place(Rename, ticket, agent, request),
        "facts": facts_of(ticket),
        "targets": strips_of(ticket, reading.targets),
        "timeline": timeline_of(reading, agent, request, new_from=new_from),
        "notice_above": _notice(reading, request),
        "composer": composer,
        "requester": _requester(ticket),
        "properties": properties_of(ticket, agent, request),
        "chain": _chain(reading, agent, request),
        **_people(ticket, agent, request),
    }
    return render(request, "panel/ticket.html", context, status=status)


def button(action: type[Action], ticket: Ticket, request: HttpRequest) -> dict[str, Any]:
    """What a button or a line of the menu shows of a verb."""
    return {
        "label": action.label,
        "icon": action.icon,
        "key": action.key,
        "is_direct": action.is_direct,
        "url": verb_address(action.verb, ticket, request),
    }


def _buttons(
    actions: Iterable[type[Action]], ticket: Ticket, agent: Agent, request: HttpRequest
) -> list[dict[str, Any]]:
    """Those of the verbs that make sense now and that the agent may do."""
    return [button(action, ticket, request) for action in actions if action.is_offered(ticket, agent)]


def _place(action: type[Action], ticket: Ticket, agent: Agent, request: HttpRequest) -> str:
    """Where a verb is reached from what it changes, or nowhere."""
    return verb_address(action.verb, ticket, request) if action.is_offered(ticket, agent) else ""


def _back(queue: Queue | None) -> dict[str, Any]:
    queue = queue or BY_SLUG["open"]
    return {"label": queue.name, "url": reverse("panel:queue", args=[queue.slug])}


def _beside(request: AgentRequest, queue: Queue | None, ticket: Ticket) -> dict[str, str]:
    """The tickets before and after this one on the way one came."""
    if queue is None:
        return {}
    sort = queue.sort_by(request.GET.get("sort", ""))
    before, after = neighbours(queue.tickets(request.agent), sort, ticket)
    return {
        "previous_url": ticket_address(before, request) if before else "",
        "next_url": ticket_address(after, request) if after else "",
    }


def _notice(reading: Reading, request: HttpRequest) -> str:
    """What holds for the whole ticket and must not be overlooked."""
    if reading.ticket.state == State.TRASHED:
        return _("This ticket is in the trash. Its requester no longer sees it, and its clocks stand still.")
    blockers = blocking(reading)
    if not blockers or not reading.ticket.is_workable:
        return ""
    links = ((ticket_address(blocker, request), blocker.number) for blocker in blockers)
    return format_html(
        _("It can't be resolved before {blockers}."),
        blockers=format_html_join(", ", '<a href="{}">#{}</a>', links),
    )


def _requester(ticket: Any) -> dict[str, Any]:
    open_count = sum(row["count"] for row in ticket.others if row["state"] in WORKABLE)
    all_count = sum(row["count"] for row in ticket.others)
    note = ngettext("%d other open ticket", "%d other open tickets", open_count) % open_count
    if all_count > open_count:
        note = _("%(open)s, %(before)d before") % {"open": note, "before": all_count - open_count}
    return {
        "name": ticket.requester.name,
        "organization": ticket.organization,
        "phone": ticket.requester.phone,
        "emails": [row["address"] for row in ticket.addresses],
        "note": note if all_count else _("No other tickets"),
    }


def _chain(reading: Reading, agent: Agent, request: HttpRequest) -> dict[str, Any] | None:
    add_url = _place(Chain, reading.ticket, agent, request)
    chain = chain_of(reading, request)
    if chain is None:
        return {"title": _("Chain"), "nodes": [], "add_url": add_url} if add_url else None
    return {**chain, "add_url": add_url, "part_url": _place(Unchain, reading.ticket, agent, request)}


def _people(ticket: Any, agent: Agent, request: HttpRequest) -> dict[str, Any]:
    """Who follows, reads along or has a link, and the ways to change that."""
    givers = {row["giver"] for row in ticket.escalated}
    followers = [
        {
            "name": row["name"],
            "is_agent": True,
            "role": _("gave it") if row["key"] in givers else _("follows"),
        }
        for row in ticket.following
    ]
    followers += [
        {"name": row["agent"] or row["name"], "is_agent": True, "role": _("referred")}
        for row in ticket.referred
    ]
    followers += [
        {"name": row["name"], "is_agent": False, "role": _("collaborator")} for row in ticket.people
    ]
    is_following = any(row["key"] == agent.pk for row in ticket.following)
    return {
        "followers": followers,
        "links": list(_links(ticket, agent, request)),
        "follow": button(Unfollow if is_following else Follow, ticket, request),
    }


def _links(ticket: Any, agent: Agent, request: HttpRequest) -> Iterable[dict[str, Any]]:
    if ticket.link_count:
        label = ngettext("%d access link", "%d access links", ticket.link_count) % ticket.link_count
        yield {"icon": "key", "label": label, "url": _place(Links, ticket, agent, request), "is_dialog": True}
    if ticket.referred:
        url = _place(Unrefer, ticket, agent, request)
        yield {"icon": "eye", "label": _("End a referral"), "url": url, "is_dialog": True}
