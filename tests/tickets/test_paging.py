"""Walking through tickets page by page, forth and back, in every order and with everything in the way."""

import random
from datetime import timedelta

import pytest

from sla.models import Clock
from sla.moment import at
from sla.priority import Priority
from tests.clock import tuesday
from tests.factories.tickets import open_a_ticket, status_named
from tickets.models import Ticket
from tickets.paging import SORTS, neighbours, page_of
from tickets.vocabulary import Source

pytestmark = pytest.mark.django_db


DUES = [None, 3, 1, None, 2, 2, 2, None, 5, None, 4]
"""In how many hours eleven tickets are due: several at the same moment, several never."""


@pytest.fixture
def tickets(requester, department) -> list[Ticket]:
    """Rows without a history: what pages are made of is only where they stand in an order."""
    return Ticket.objects.bulk_create(
        Ticket(
            number=f"1000{key}",
            subject="The printer does not print",
            requester=requester,
            department=department,
            source=Source.WEB,
            status=status_named("Open"),
            clock=Clock.objects.create(started_at=tuesday("09:00")),
            next_due_at=tuesday("10:00") + timedelta(hours=due) if due is not None else None,
            last_activity_at=tuesday("09:00") + timedelta(microseconds=(due or 0) % 3),
            opened_at=tuesday("08:00") + timedelta(minutes=(due or 0) % 2),
            priority=Priority((due or 0) % 4 + 1),
        )
        for key, due in enumerate(DUES, start=10)
    )


def everything(sort):
    """The order as a database that sees all at once has it: without a value last, then by age."""
    rows = sorted(Ticket.objects.all(), key=lambda row: row.pk, reverse=sort.is_descending)
    with_value = [row for row in rows if getattr(row, sort.field) is not None]
    without = [row for row in rows if getattr(row, sort.field) is None]
    return sorted(with_value, key=lambda row: getattr(row, sort.field), reverse=sort.is_descending) + without


def page(sort, **cursor):
    return page_of(Ticket.objects.all(), sort, known=Ticket.objects.all(), **cursor)


def forth(sort, size):
    pages = [page(sort, size=size)]
    while pages[-1].after:
        pages.append(page(sort, after=pages[-1].after, size=size))
    return pages


def rows_of(pages):
    return [row for each in pages for row in each.rows]


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_walking_forth_and_back_shows_every_ticket_once_and_in_order(tickets, sort):
    for size in (1, 2, 3, 5, 10, 11, 12):
        pages = forth(sort, size)
        back = [pages[-1]]
        while back[-1].before:
            back.append(page(sort, before=back[-1].before, size=size))

        assert rows_of(pages) == everything(sort)
        assert [each.rows for each in reversed(back)] == [each.rows for each in pages]
        assert (pages[0].before, pages[-1].after) == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_every_ticket_has_its_neighbours(tickets, sort):
    order = everything(sort)

    found = [neighbours(Ticket.objects.all(), sort, ticket) for ticket in order]

    assert found == list(zip([None, *order], [*order[1:], None], strict=False))


def test_a_ticket_that_left_the_list_still_has_neighbours_there(tickets):
    sort = SORTS["due"]
    order = everything(sort)

    before, after = neighbours(Ticket.objects.exclude(pk=order[4].pk), sort, order[4])

    assert (before, after) == (order[3], order[5])


@pytest.mark.parametrize("sort", [SORTS["due"], SORTS["priority"]], ids=["due", "priority"])
def test_a_page_goes_on_where_its_last_row_stood_although_it_left_the_list(tickets, sort):
    order = everything(sort)
    first = page(sort, size=8)
    remaining = Ticket.objects.exclude(pk=order[7].pk)

    second = page_of(remaining, sort, known=Ticket.objects.all(), after=first.after, size=8)

    assert second.rows == order[8:]


def test_a_page_goes_on_where_its_last_row_stood_although_it_moved(tickets):
    sort = SORTS["due"]
    order = everything(sort)
    first = page(sort, size=3)
    Ticket.objects.filter(pk=order[2].pk).update(next_due_at=None)

    assert page(sort, after=first.after, size=3).rows == order[3:6]


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_no_row_is_skipped_when_the_last_one_is_out_of_sight(tickets, sort):
    """Its key is not told, so those beside it that sort the same come again rather than not at all."""
    order = everything(sort)
    first = page(sort, size=8)
    remaining = Ticket.objects.exclude(pk=order[7].pk)

    second = page_of(remaining, sort, known=remaining, after=first.after, size=11)

    assert [row for row in second.rows if row in order[8:]] == order[8:]


def test_going_back_to_the_beginning_gives_the_whole_first_page(tickets):
    sort = SORTS["newest"]
    first, second = forth(sort, 6)
    with at(tuesday("09:30")):
        newest = open_a_ticket()

    back = page(sort, before=second.before, size=6)

    assert back.rows == first.rows
    assert page(sort, before=back.before, size=6).rows == [newest, *first.rows[:5]]


def test_when_nothing_is_left_ahead_the_first_page_is_shown(tickets):
    sort = SORTS["oldest"]
    first = page(sort, size=5)
    Ticket.objects.filter(pk__in=[row.pk for row in everything(sort)[5:]]).update(state="closed")

    remaining = Ticket.objects.filter(state="open")
    shown = page_of(remaining, sort, known=Ticket.objects.all(), after=first.after, size=5)

    assert shown == page_of(remaining, sort, known=remaining, size=5)
    assert shown.rows == first.rows


def test_a_cursor_tells_numbers_and_no_keys(tickets):
    last = page(SORTS["priority"], size=5).rows[-1]

    assert page(SORTS["priority"], size=5).after == f"{last.priority}~{last.number}"
    assert page(SORTS["due"], size=1).after.startswith("1772535600000000~")


NONSENSE = [
    "~",
    "0",
    "~~~",
    "~104519~",
    "x~104519",
    "-1~104519",
    "9" * 18 + "~104519",
    "9" * 400 + "~104519",
    "1~" + "9" * 400,
    "1~no such",
    "1~\x00\x00\x00\x00",
    "1~１０４５１９",
    "١~104519",
    "2026-03-03T09:00~104519",
    "'; DROP TABLE tickets_ticket; --",
]


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_a_cursor_that_makes_no_sense_gives_the_first_page(tickets, sort):
    first = page(sort, size=3)

    assert [cursor for cursor in NONSENSE if page(sort, after=cursor, size=3) != first] == []
    assert [cursor for cursor in NONSENSE if page(sort, before=cursor, size=3) != first] == []


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_a_cursor_out_of_every_range_finds_a_page(tickets, sort):
    for cursor in ("99999999999999999~104519", "0~104519", "32768~104519", "5~104519"):
        assert page(sort, after=cursor, size=3).rows
        assert page(sort, before=cursor, size=3).rows


@pytest.mark.slow
def test_a_random_walk_never_loses_its_way(tickets):
    chance = random.Random(7)
    for sort in SORTS.values():
        order, shown = everything(sort), page(sort, size=2)
        for _ in range(12):
            forward = bool(shown.after) and (not shown.before or chance.random() < 0.6)
            cursor = {"after": shown.after} if forward else {"before": shown.before}
            last = order.index(shown.rows[-1] if forward else shown.rows[0])
            shown = page(sort, size=2, **cursor)
            expected = order[last + 1 : last + 3] if forward else order[max(0, last - 2) : last]
            assert shown.rows == expected or order[: len(shown.rows)] == shown.rows
