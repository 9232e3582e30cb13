"""What a promise is called at a glance."""

from datetime import timedelta

import pytest

from sla.models import Target
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE, tuesday
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tickets.models import Ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.set_due import set_due
from tickets.panel.chips import Chip, target_chip, ticket_chip
from tickets.text.body import Body

NINE, TEN = tuesday("09:00"), tuesday("10:00")
PROMISE = {"kind": TargetKind.RESOLUTION, "started_at": NINE, "due_at": TEN, "warn_at": tuesday("09:48")}

TARGETS = [
    # what the target is like, when one looks, and what the chip says
    ({}, "09:15", Chip("running", "Due in 45 m", 0.75)),
    ({}, "09:47", Chip("running", "Due in 13 m", 13 / 60)),
    ({}, "09:48", Chip("at-risk", "At risk 12 m", 0.2)),
    ({}, "10:00", Chip("at-risk", "At risk 0 s", 0.0)),
    ({}, "12:05", Chip("overdue", "Overdue 2 h")),
    ({"warn_at": None}, "09:59", Chip("running", "Due in 1 m", 1 / 60)),
    ({"due_at": NINE, "warn_at": NINE}, "09:00", Chip("at-risk", "At risk 0 s", 0.0)),
    ({"due_at": None, "warn_at": None}, "09:59", None),
    ({"met_at": tuesday("09:12")}, "15:00", Chip("met", "Met in 12 m")),
    ({"met_at": tuesday("12:40"), "breached_at": TEN}, "15:00", Chip("breached", "Breached by 2 h")),
    ({"stopped_at": tuesday("09:20"), "time_left": 31 * HOUR}, "15:00", Chip("stopped", "Paused 31 h")),
    ({"stopped_at": TEN, "time_left": timedelta(0)}, "15:00", Chip("stopped", "Paused 0 m")),
    (
        {"stopped_at": tuesday("10:30"), "time_left": timedelta(0), "breached_at": TEN},
        "15:00",
        Chip("breached", "Breached, paused"),
    ),
    ({"ended_at": tuesday("09:20")}, "09:30", None),
]


@pytest.mark.parametrize(("fields", "seen_at", "chip"), TARGETS)
def test_a_target_says_how_it_stands(fields, seen_at, chip):
    target = Target(**{**PROMISE, **fields})

    assert target_chip(target, tuesday(seen_at)) == chip


@pytest.fixture
def promised(requester, department) -> Ticket:
    """Opened at nine under Sev-B: first response in an hour, next in two, resolution in four."""
    with at(NINE):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


def chip_at(ticket: Ticket, reading: str) -> Chip | None:
    ticket = Ticket.objects.select_related("clock").get(pk=ticket.pk)
    return ticket_chip(ticket, tuesday(reading))


def answer(ticket, agent):
    reply_to_ticket(ticket, Body.from_text("Is it plugged in?"), by=agent)


def test_a_ticket_says_what_is_due_next(promised, agent):
    assert chip_at(promised, "09:30") == Chip("running", "Due in 30 m", 0.5)

    with at(tuesday("09:40")):
        answer(promised, agent)

    assert chip_at(promised, "11:00") == Chip("running", "Due in 2 h", 0.5)
    assert chip_at(promised, "12:12") == Chip("at-risk", "At risk 48 m", 0.2)
    assert chip_at(promised, "13:25") == Chip("overdue", "Overdue 25 m")


def test_a_date_set_by_hand_counts_from_the_opening(promised, agent):
    with at(NINE + 10 * MINUTE):
        answer(promised, agent)
        set_due(promised, tuesday("11:00"), by=agent)

    assert chip_at(promised, "10:00") == Chip("running", "Due in 1 h", 0.5)


def test_while_everything_stands_still_it_says_how_much_is_left(promised, agent):
    with at(NINE + 10 * MINUTE):
        answer(promised, agent)
        pend_ticket(promised, by=agent)

    assert chip_at(promised, "17:00") == Chip("stopped", "Paused 3 h 50 m")


def test_breached_and_then_paused_it_stays_breached(promised, agent):
    with at(NINE + 10 * MINUTE):
        answer(promised, agent)
    with at(tuesday("13:30")):
        pend_ticket(promised, by=agent)

    assert chip_at(promised, "17:00") == Chip("breached", "Breached, paused")


def test_when_it_is_done_it_says_whether_the_resolution_was_kept(promised, agent):
    with at(tuesday("10:30")):
        resolve_ticket(promised, by=agent)

    assert chip_at(promised, "17:00") == Chip("met", "Met in 1 h 30 m")


def test_without_a_promise_it_says_nothing(ticket):
    assert chip_at(ticket, "17:00") is None
