"""The cards beside the thread: who asked, what it hangs together with, who follows and reads along."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.models import Agent
from tickets.panel.actions import Chain, Follow, Links, Unchain, Unfollow, Unmerge, Unrefer
from tickets.panel.addresses import ticket_address
from tickets.panel.buttons import button, place_of
from tickets.panel.chain import chain_of
from tickets.panel.properties import properties_of
from tickets.panel.reading import Reading
from tickets.vocabulary import WORKABLE


def aside_of(reading: Reading, agent: Agent, request: HttpRequest) -> dict[str, Any]:
    """What panel/ticket.html draws beside the thread."""
    return {
        "requester": _requester(reading.ticket),
        "properties": properties_of(reading.ticket, agent, request),
        "chain": _chain(reading, agent, request),
        **_people(reading.ticket, agent, request),
        "merged": list(_merged(reading, agent, request)),
    }


def _requester(ticket: Any) -> dict[str, Any]:
    return {
        "name": ticket.requester.name,
        "organization": ticket.organization,
        "phone": ticket.requester.phone,
        "emails": [row["address"] for row in ticket.addresses],
        "note": other_tickets_of(ticket.others),
    }


def other_tickets_of(others: list[dict[str, Any]]) -> str:
    """ "2 other open tickets, 31 before"."""
    count_open = sum(row["count"] for row in others if row["state"] in WORKABLE)
    count_before = sum(row["count"] for row in others) - count_open
    before = ngettext("%d ticket before", "%d tickets before", count_before) % count_before
    if not count_open:
        return before if count_before else _("No other tickets")
    still_open = ngettext("%d other open ticket", "%d other open tickets", count_open) % count_open
    if not count_before:
        return still_open
    return _("%(open)s, %(before)d before") % {"open": still_open, "before": count_before}


def _chain(reading: Reading, agent: Agent, request: HttpRequest) -> dict[str, Any] | None:
    add_url = place_of(Chain, reading.ticket, agent, request)
    chain = chain_of(reading, request)
    if chain is None:
        return {"title": _("Chain"), "nodes": [], "add_url": add_url} if add_url else None
    return {**chain, "add_url": add_url, "part_url": place_of(Unchain, reading.ticket, agent, request)}


def _merged(reading: Reading, agent: Agent, request: HttpRequest) -> Iterable[dict[str, Any]]:
    """What was merged into the ticket, each with its page and the way to take it out again."""
    for ticket in reading.merged:
        yield {
            "label": str(ticket),
            "url": ticket_address(ticket, request),
            "unmerge_url": place_of(Unmerge, ticket, agent, request),
        }


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
    followers += [{"name": row["name"], "is_agent": False, "role": _part_of(row)} for row in ticket.people]
    is_following = any(row["key"] == agent.pk for row in ticket.following)
    return {
        "followers": followers,
        "links": list(_links(ticket, agent, request)),
        "follow": button(Unfollow if is_following else Follow, ticket, request),
    }


def _part_of(row: dict[str, Any]) -> str:
    """How somebody came to read along."""
    return _("came with #%s") % row["came_with"] if row["came_with"] else _("collaborator")


def _links(ticket: Any, agent: Agent, request: HttpRequest) -> Iterable[dict[str, Any]]:
    if ticket.link_count:
        label = ngettext("%d access link", "%d access links", ticket.link_count) % ticket.link_count
        yield {
            "icon": "key",
            "label": label,
            "url": place_of(Links, ticket, agent, request),
            "is_dialog": True,
        }
    if ticket.referred:
        url = place_of(Unrefer, ticket, agent, request)
        yield {"icon": "eye", "label": _("End a referral"), "url": url, "is_dialog": True}
