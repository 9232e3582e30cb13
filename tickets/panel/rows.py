"""One line a ticket: what a queue shows of it, read in two queries however many lines there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.urls import reverse
from django.utils.safestring import SafeString

from sla.models import Target
from sla.models.target import UNFINISHED
from sla.target_kind import TargetKind
from tickets.models import Attachment, Link, Tag, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.paging import Sort
from tickets.panel.chips import Chip, ticket_chip


@dataclass(slots=True)
class Row:
    """What `parts/_ticket_row.html` draws."""

    number: str
    url: str
    subject: str
    requester: str
    state: str
    status: str
    priority: int
    priority_name: str
    assignee: str
    team: str
    chip: Chip | None
    at: datetime
    is_unanswered: bool
    is_overdue: bool
    tied: int
    has_files: bool
    tags: list[str]
    marked_subject: SafeString | None = None  # with the words marked that were searched for
    excerpt: SafeString | None = None


def for_rows(tickets: TicketQuerySet) -> TicketQuerySet:
    """Tickets with everything that rows show but their targets."""
    return tickets.select_related("requester", "status", "assignee__user", "team", "clock").annotate(
        tied=_count(Link.objects.filter(Q(parent=OuterRef("pk")) | Q(child=OuterRef("pk")))),
        tag_names=ArraySubquery(Tag.objects.filter(tickets=OuterRef("pk")).values("name")),
        has_files=Exists(Attachment.objects.filter(entry__ticket=OuterRef("pk"))),
    )


def rows_of(tickets: Iterable[Ticket], way: str, sort: Sort, moment: datetime) -> list[Row]:
    """The rows of tickets that were read by `for_rows`; `way` says in their addresses where one came from."""
    tickets = list(tickets)
    shown = Target.objects.filter(UNFINISHED | Q(kind=TargetKind.RESOLUTION))
    prefetch_related_objects(tickets, Prefetch("clock__targets", shown))
    return [_row(ticket, way, sort, moment) for ticket in tickets]


def _row(ticket: Any, way: str, sort: Sort, moment: datetime) -> Row:
    return Row(
        number=ticket.number,
        url=f"{reverse('panel:ticket', args=[ticket.number])}?{way}",
        subject=ticket.subject,
        requester=ticket.requester.name,
        state=ticket.state,
        status=ticket.status.name,
        priority=ticket.priority,
        priority_name=ticket.get_priority_display(),
        assignee=ticket.assignee.name if ticket.assignee else "",
        team=ticket.team.name if ticket.team else "",
        chip=ticket_chip(ticket, moment),
        at=ticket.opened_at if sort.field == "opened_at" else ticket.last_activity_at,
        is_unanswered=ticket.is_workable and ticket.awaiting_since is not None,
        is_overdue=ticket.is_workable and ticket.next_due_at is not None and ticket.next_due_at < moment,
        tied=ticket.tied,
        has_files=ticket.has_files,
        tags=ticket.tag_names,
    )


def _count(rows: QuerySet[Any, Any]) -> Subquery:
    """Counted ticket by ticket, since a join would multiply them; none is zero."""
    return Subquery(rows.order_by().annotate(found=Func(F("pk"), function="COUNT")).values("found"))
