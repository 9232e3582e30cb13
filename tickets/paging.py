"""Paging by key: the next page begins after the last row, however many lie before it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.models import Ticket
from tickets.models.ticket import TicketQuerySet

SIZE: Final = 25


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of tickets by one field and the key; tickets without a value come last."""

    slug: str
    name: str | Promise
    field: str
    is_descending: bool = False


SORTS: Final = {
    sort.slug: sort
    for sort in (
        Sort("due", _("next due"), "next_due_at"),
        Sort("activity", _("last activity"), "last_activity_at", is_descending=True),
        Sort("newest", _("newest"), "opened_at", is_descending=True),
        Sort("oldest", _("oldest"), "opened_at"),
        Sort("priority", _("priority"), "priority", is_descending=True),
    )
}


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page and the cursors of the pages beside it, empty where the list ends."""

    rows: list[Ticket]
    before: str
    after: str


def page_of(
    tickets: TicketQuerySet, sort: Sort, *, after: str = "", before: str = "", size: int = SIZE
) -> Page:
    """The page after or before a cursor; a cursor that makes no sense gives the first page."""
    backwards = bool(before)
    cursor = _read(sort, before or after)
    if cursor is not None:
        tickets = tickets.filter(_beyond(sort, *cursor, backwards=backwards))
    rows = list(tickets.order_by(*_order(sort, backwards=backwards and cursor is not None))[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if backwards and cursor is not None:
        rows.reverse()
        return Page(
            rows, _write(sort, rows[0]) if has_more and rows else "", _write(sort, rows[-1]) if rows else ""
        )
    return Page(
        rows,
        _write(sort, rows[0]) if cursor is not None and rows else "",
        _write(sort, rows[-1]) if has_more else "",
    )


def neighbours(tickets: TicketQuerySet, sort: Sort, ticket: Ticket) -> tuple[Ticket | None, Ticket | None]:
    """The tickets before and after this one in the order, for walking through a queue."""
    key = (getattr(ticket, sort.field), ticket.pk)
    found = (
        tickets.filter(_beyond(sort, *key, backwards=backwards)).order_by(*_order(sort, backwards=backwards))
        for backwards in (True, False)
    )
    previous, following = (rows.first() for rows in found)
    return previous, following


def _order(sort: Sort, *, backwards: bool) -> list[Any]:
    if sort.is_descending != backwards:
        return [F(sort.field).desc(nulls_first=True if backwards else None), "-pk"]
    return [F(sort.field).asc(nulls_last=True), "pk"]


def _beyond(sort: Sort, value: Any, pk: int, *, backwards: bool) -> Q:
    """What lies on the far side of a row; without a value it stands among the last."""
    greater = sort.is_descending == backwards
    beyond_key = Q(pk__gt=pk) if greater else Q(pk__lt=pk)
    missing = Q(**{f"{sort.field}__isnull": True})
    if value is None:
        return (missing & beyond_key) | ~missing if backwards else missing & beyond_key
    field = f"{sort.field}__{'gt' if greater else 'lt'}"
    beyond = Q(**{field: value}) | (Q(**{sort.field: value}) & beyond_key)
    return beyond if backwards else beyond | missing


def _write(sort: Sort, ticket: Ticket) -> str:
    value = getattr(ticket, sort.field)
    if isinstance(value, datetime):
        value = value.isoformat()
    return f"{'' if value is None else value}~{ticket.pk}"


def _read(sort: Sort, cursor: str) -> tuple[Any, int] | None:
    value, _tilde, key = cursor.partition("~")
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        return None
    if not value:
        return None if sort.field != "next_due_at" else (None, int(key))
    try:
        if sort.field == "priority":
            return int(value), int(key)
        moment = datetime.fromisoformat(value.replace(" ", "+"))
    except ValueError:
        return None
    return (moment, int(key)) if moment.tzinfo is not None else None
