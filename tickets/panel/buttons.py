"""Ways from the ticket page to its verbs: those that make sense now and that the agent may do."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from agents.models import Agent
from tickets.models import Ticket
from tickets.panel.actions import Action
from tickets.panel.addresses import verb_address


def button(action: type[Action], ticket: Ticket, request: HttpRequest) -> dict[str, Any]:
    """What a button or a line of the menu shows of a verb."""
    return {
        "label": action.label,
        "icon": action.icon,
        "key": action.key,
        "is_direct": action.is_direct,
        "url": verb_address(action.verb, ticket, request),
    }


def buttons_of(
    actions: Iterable[type[Action]], ticket: Ticket, agent: Agent, request: HttpRequest
) -> list[dict[str, Any]]:
    """Those of the verbs that make sense now and that the agent may do."""
    return [button(action, ticket, request) for action in actions if action.is_offered(ticket, agent)]


def place_of(action: type[Action], ticket: Ticket, agent: Agent, request: HttpRequest) -> str:
    """Where a verb is reached from what it changes, or nowhere."""
    return verb_address(action.verb, ticket, request) if action.is_offered(ticket, agent) else ""
