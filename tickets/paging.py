"""Paging by key: the next page begins after the last row, however many lie before it.

A cursor is where a row stood when its page was drawn: what it was sorted by, and its number. So a page
begins at the same place when that row has moved on meanwhile or is no longer on the list.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sla.priority import Priority
from tickets.models import Ticket
from tickets.models.ticket import TicketQuerySet

SIZE: Final = 25
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)
CURSOR: Final = re.compile(r"(?P<value>[0-9]{0,17})~(?P<number>[A-Z0-9-]{4,20})")
"""The seventeen digits reach to the year 5138, and so does every moment that a database knows."""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of tickets by one field, then by age; where it `has_gaps`, those without a value come last."""

    slug: str
    name: str | Promise
    field: str
    is_descending: bool = False
    has_gaps: bool = False


SORTS: Final = {
    sort.slug: sort
    for sort in (
        Sort("due", _("next due"), "next_due_at", has_gaps=True),
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


@dataclass(frozen=True, slots=True)
class Place:
    """A point in an order of tickets: a value and, if the ticket is known, its key."""

    value: Any
    pk: int | None


def page_of(
    tickets: TicketQuerySet,
    sort: Sort,
    *,
    known: TicketQuerySet,
    after: str = "",
    before: str = "",
    size: int = SIZE,
) -> Page:
    """The page after or before a cursor, of rows that are not empty while there are any.

    `known` are the tickets whose numbers a cursor may name. A cursor that makes no sense, or beyond which
    there is no full page back or nothing ahead, gives the first page.
    """
    backwards = bool(before)
    place = _read(sort, before or after, known)
    if place is None:
        return _first_page(tickets, sort, size)
    rows = _take(_beyond(tickets, sort, place, backwards=backwards), size + 1)
    has_more, rows = len(rows) > size, rows[:size]
    if not rows or (backwards and not has_more):
        return _first_page(tickets, sort, size)
    if backwards:
        rows.reverse()
    return Page(
        rows,
        before=_write(sort, rows[0]),
        after=_write(sort, rows[-1]) if backwards or has_more else "",
    )


def neighbours(tickets: TicketQuerySet, sort: Sort, ticket: Ticket) -> tuple[Ticket | None, Ticket | None]:
    """The tickets before and after this one in the order, for walking through a queue."""
    place = Place(getattr(ticket, sort.field), ticket.pk)
    before = _take(_beyond(tickets, sort, place, backwards=True), 1)
    after = _take(_beyond(tickets, sort, place), 1)
    return next(iter(before), None), next(iter(after), None)


def _first_page(tickets: TicketQuerySet, sort: Sort, size: int) -> Page:
    rows = _take([_in_order(tickets, sort)], size + 1)
    return Page(rows[:size], before="", after=_write(sort, rows[size - 1]) if len(rows) > size else "")


def _take(stretches: Iterable[TicketQuerySet], count: int) -> list[Ticket]:
    """The first so many of several lists after one another; a list that is not reached is not asked for."""
    rows: list[Ticket] = []
    for stretch in stretches:
        rows += stretch[: count - len(rows)]
        if len(rows) == count:
            break
    return rows


def _beyond(
    tickets: TicketQuerySet, sort: Sort, place: Place, *, backwards: bool = False
) -> Iterator[TicketQuerySet]:
    """What lies on the far side of a place, in order from there; tickets with and without a value apart.

    Each of the two is one range of an index. Written as "greater, or equal and with a greater key" instead
    of "not smaller, and …", or both in one condition, everything before the place would be read as well.
    """
    step = "gt" if sort.is_descending == backwards else "lt"
    beyond_key = Q(**{f"pk__{step}": place.pk}) if place.pk is not None else Q()
    with_value, without = Q(**{f"{sort.field}__isnull": False}), Q(**{f"{sort.field}__isnull": True})
    if place.value is not None:
        from_there = Q(**{f"{sort.field}__{step}e": place.value})
        if place.pk is not None:
            from_there &= Q(**{f"{sort.field}__{step}": place.value}) | beyond_key
        yield _in_order(tickets.filter(from_there), sort, backwards=backwards)
        if sort.has_gaps and not backwards:
            yield _in_order(tickets.filter(without), sort)
    else:
        yield _in_order(tickets.filter(without & beyond_key), sort, backwards=backwards)
        if backwards:
            yield _in_order(tickets.filter(with_value), sort, backwards=True)


def _in_order(tickets: TicketQuerySet, sort: Sort, *, backwards: bool = False) -> TicketQuerySet:
    """Nulls stand where an index has them: last when ascending, first when descending."""
    if sort.is_descending != backwards:
        return tickets.order_by(F(sort.field).desc(), "-pk")
    return tickets.order_by(F(sort.field).asc(), "pk")


def _write(sort: Sort, ticket: Ticket) -> str:
    value = getattr(ticket, sort.field)
    if isinstance(value, datetime):
        value = (value - EPOCH) // TICK
    return f"{'' if value is None else value}~{ticket.number}"


def _read(sort: Sort, cursor: str, known: TicketQuerySet) -> Place | None:
    """The place a cursor names; a ticket that is not known (any more) leaves its value as the place."""
    parts = CURSOR.fullmatch(cursor)
    if parts is None:
        return None
    value: Any = None
    if parts["value"]:
        try:
            value = Priority(int(parts["value"])) if sort.field == "priority" else _moment(parts["value"])
        except ValueError:
            return None
    elif not sort.has_gaps:
        return None
    pk = known.filter(number=parts["number"]).values_list("pk", flat=True).first()
    return Place(value, pk)


def _moment(written: str) -> datetime:
    return EPOCH + int(written) * TICK
