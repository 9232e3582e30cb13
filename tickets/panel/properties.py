"""What a ticket is and has, why it is so, and where each of it is changed."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agents.models import Agent
from tickets.models import Ticket
from tickets.panel.actions import Action, Assign, Pend, Prioritize, Replan, Retopic, Tag, Transfer
from tickets.panel.addresses import verb_address
from tickets.vocabulary import Origin


def facts_of(ticket: Ticket) -> list[tuple[str, str]]:
    """An icon and words for what is told below the subject."""
    facts = []
    if ticket.clock.plan:
        facts.append(("stopwatch", str(ticket.clock.plan)))
    if ticket.topic:
        facts.append(("tag", str(ticket.topic)))
    if ticket.assignee:
        facts.append(("person-check", str(ticket.assignee)))
    if ticket.team:
        facts.append(("people", str(ticket.team)))
    return facts


def properties_of(ticket: Any, agent: Agent, request: HttpRequest) -> list[dict[str, Any]]:
    """The rows of the card, as panel/ticket.html draws them."""

    def row(label: str, action: type[Action] | None = None, name: str = "", **shown: Any) -> dict[str, Any]:
        is_offered = action is not None and action.is_offered(ticket, agent)
        return {
            "label": label,
            "note": _why(ticket, name),
            "url": verb_address(action.verb, ticket, request) if action and is_offered else "",
            **shown,
        }

    rows = [
        row(_("Department"), Transfer, "department", value=str(ticket.department)),
        row(_("Team"), Assign, "team", value=str(ticket.team or "")),
        row(_("Assignee"), Assign, "assignee", person=str(ticket.assignee or "")),
        row(
            _("Priority"),
            Prioritize,
            "priority",
            value=ticket.get_priority_display(),
            priority=ticket.priority,
        ),
        row(_("SLA plan"), Replan, "plan", value=str(ticket.clock.plan or "")),
        row(_("Help topic"), Retopic, value=str(ticket.topic or "")),
        row(_("Tags"), Tag, tags=ticket.tag_names),
        row(_("Opened"), moment=ticket.opened_at, note=ticket.get_source_display()),
    ]
    if ticket.pending_until is not None and ticket.is_workable:
        rows.insert(0, row(_("Waits until"), Pend, moment=ticket.pending_until))
    return rows


def _why(ticket: Ticket, name: str) -> str:
    """Whose word a value is: "set by the help topic"."""
    origin = ticket.origins.get(name)
    return str(Origin(origin).label) if origin else ""
