from datetime import UTC, datetime, timedelta

import pytest

from sla.calendar import AROUND_THE_CLOCK, Interval, OpenHours
from sla.counting import Reckoning, Span, counted_time, moment_of, reckon, running_stretches
from tests.sla.clocks import tuesday

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = tuesday("09:00")


def span(since: str, until: str | None) -> Span:
    return Span(tuesday(since), tuesday(until) if until else None)


@pytest.mark.parametrize(
    ("pauses", "running"),
    [
        ([], [span("09:00", None)]),
        ([span("10:00", "11:00")], [span("09:00", "10:00"), span("11:00", None)]),
        ([span("10:00", None)], [span("09:00", "10:00")]),
        ([span("10:00", "11:00"), span("10:30", None)], [span("09:00", "10:00")]),
        ([span("10:30", None), span("10:00", "11:00")], [span("09:00", "10:00")]),
        ([span("10:00", "11:00"), span("11:00", "12:00")], [span("09:00", "10:00"), span("12:00", None)]),
        ([span("10:00", "12:00"), span("10:30", "11:00")], [span("09:00", "10:00"), span("12:00", None)]),
        ([span("08:00", None)], [span("09:00", "09:00")]),
        ([span("09:00", None)], [span("09:00", "09:00")]),
        ([span("08:00", "10:00")], [span("09:00", "09:00"), span("10:00", None)]),
    ],
    ids=[
        "none",
        "one that ended",
        "one that lasts",
        "one that lasts begun within another",
        "whatever their order",
        "one after the other",
        "one within the other",
        "begun before the start",
        "begun at the start",
        "ended after the start",
    ],
)
def test_what_pauses_leave_of_the_time(pauses, running):
    assert running_stretches(START, pauses) == running


def test_a_pause_before_the_start_takes_nothing_away():
    pauses = [span("07:00", "08:00")]

    assert moment_of(AROUND_THE_CLOCK, start=START, counted=HOUR, pauses=pauses) == tuesday("10:00")


def test_stopped_short_of_its_due_it_has_none_and_tells_what_is_left():
    reckoning = reckon(
        AROUND_THE_CLOCK, start=START, duration=HOUR, warning_percent=80, pauses=[span("09:50", None)]
    )

    assert reckoning == Reckoning(None, tuesday("09:48"), tuesday("09:50"), 10 * MINUTE)


def test_reaching_the_duration_as_it_stops_it_is_due_then():
    reckoning = reckon(
        AROUND_THE_CLOCK, start=START, duration=HOUR, warning_percent=80, pauses=[span("10:00", None)]
    )

    assert reckoning == Reckoning(tuesday("10:00"), tuesday("09:48"), tuesday("10:00"), timedelta(0))


def test_only_open_time_counts_and_the_closing_time_is_due():
    hours = OpenHours(UTC, {1: [Interval(9 * HOUR, 17 * HOUR)], 2: [Interval(9 * HOUR, 17 * HOUR)]})

    due = moment_of(hours, start=tuesday("15:00"), counted=HOUR, pauses=[span("15:30", "16:30")])
    counted = counted_time(hours, start=tuesday("16:00"), until=datetime(2026, 3, 4, 10, tzinfo=UTC))

    assert due == tuesday("17:00")
    assert counted == 2 * HOUR


def test_hours_that_never_hold_it_leave_it_without_a_due_moment_yet_running():
    hours = OpenHours(UTC, {})

    reckoning = reckon(hours, start=START, duration=HOUR, warning_percent=80)

    assert reckoning == Reckoning(None, None, None, None)
