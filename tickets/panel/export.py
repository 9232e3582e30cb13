"""A list as CSV: exactly its tickets in its order, written while they are read."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from agents.models import Agent, AuditRecord
from agents.operations.record_audit import record_audit
from sla.moment import now
from tickets.access import visible_to
from tickets.models import Ticket
from tickets.paging import page_of
from tickets.panel.narrowing import Narrowed, narrowed
from tickets.panel.ranking import ranked
from tickets.vocabulary import State

BATCH: Final = 500
"""Tickets read at a time: two queries each."""

BOM: Final = "\ufeff"
"""By it spreadsheets know that it is UTF-8."""

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula (SECURITY.md 10)."""


@dataclass(frozen=True, slots=True)
class Column:
    """Its head, and what stands in it of a ticket: words, or a moment."""

    name: str | Promise
    read: Callable[[Ticket], Any]


COLUMNS: Final = (
    Column(_("Number"), lambda ticket: ticket.number),
    Column(_("Subject"), lambda ticket: ticket.subject),
    Column(_("Requester"), lambda ticket: ticket.requester.name),
    Column(_("E-mail"), lambda ticket: ticket.requester.address),
    Column(_("Organization"), lambda ticket: ticket.organization),
    Column(_("State"), lambda ticket: State(ticket.state).label),
    Column(_("Status"), lambda ticket: ticket.status),
    Column(_("Priority"), lambda ticket: ticket.get_priority_display()),
    Column(_("Department"), lambda ticket: ticket.department),
    Column(_("Team"), lambda ticket: ticket.team),
    Column(_("Assignee"), lambda ticket: ticket.assignee),
    Column(_("Help topic"), lambda ticket: ticket.topic),
    Column(_("Tags"), lambda ticket: ", ".join(tag.name for tag in ticket.tags.all())),
    Column(_("SLA plan"), lambda ticket: ticket.clock.plan),
    Column(_("Next due"), lambda ticket: ticket.next_due_at if ticket.is_workable else None),
    Column(_("Unanswered since"), lambda ticket: ticket.awaiting_since if ticket.is_workable else None),
    Column(_("Opened"), lambda ticket: ticket.opened_at),
    Column(_("Active"), lambda ticket: ticket.last_activity_at),
    Column(_("Resolved"), lambda ticket: ticket.resolved_at),
    Column(_("Closed"), lambda ticket: ticket.closed_at),
)
JOINED: Final = (
    "requester",
    "organization",
    "status",
    "department",
    "team",
    "assignee__user",
    "topic",
    "clock__plan",
)
FETCHED: Final = ("requester__addresses", "tags")


@agent_required
@require_safe
def export(request: AgentRequest) -> HttpResponseBase:
    """What the list shows on all its pages; who sees a list may take it along, and the audit log says so."""
    shown = narrowed(request.agent, request.GET.get("queue", ""), request.GET)
    if shown is None:
        raise Http404
    if request.method == "GET":
        words = str(shown.queue.query)
        record_audit(AuditRecord.Kind.EXPORTED, by=request.user, subject=str(shown.queue.name), words=words)
    zone, language = timezone.get_current_timezone(), translation.get_language() or ""
    response = StreamingHttpResponse(
        _written(_batches(request.agent, shown), zone, language), content_type="text/csv; charset=utf-8"
    )
    day = timezone.localtime(now()).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="tickets-{shown.base.slug}-{day}.csv"'
    return response


def _written(batches: Iterator[list[Ticket]], zone: tzinfo, language: str) -> Iterator[str]:
    """Text, batch by batch; zone and language are the reader's, and gone from the thread between batches."""
    with translation.override(language):
        head = _lines([[str(column.name) for column in COLUMNS]])
    yield BOM + head
    for tickets in batches:
        with translation.override(language):
            lines = _lines([[cell(column.read(ticket), zone) for column in COLUMNS] for ticket in tickets])
        yield lines


def cell(value: Any, zone: tzinfo) -> str:
    """What stands in a cell: a moment by ISO 8601, and words that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text


def _lines(rows: list[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _batches(agent: Agent, shown: Narrowed) -> Iterator[list[Ticket]]:
    """All tickets of the list in its order; one that moves meanwhile may come twice or not at all."""
    seen = visible_to(agent).select_related(*JOINED).prefetch_related(*FETCHED)
    if shown.is_ranked:
        keys = ranked(agent, shown.extra).keys
        by_key = {ticket.pk: ticket for ticket in seen.filter(pk__in=keys)}
        yield [by_key[key] for key in keys if key in by_key]
        return
    tickets = shown.queue.tickets(agent).select_related(*JOINED).prefetch_related(*FETCHED)
    after = ""
    while True:
        page = page_of(tickets, shown.sort, known=visible_to(agent), after=after, size=BATCH)
        if after and not page.before:  # nothing lies behind the place any more: this is the first page again
            return
        yield page.rows
        if not page.after:
            return
        after = page.after
