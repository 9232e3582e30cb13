"""The calendar against a slow counter that only knows the definition of open."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sla.calendar import DAY, Closure, Interval, NeverDue, OpenHours

QUARTER = timedelta(minutes=15)
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Pacific/Chatham",
]
CHANGES = [
    datetime(2011, 12, 30, 10, tzinfo=UTC),
    datetime(2026, 2, 15, 2, tzinfo=UTC),
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 10, 3, 15, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
]
"""Around these the clocks change in one zone or the other, and Apia skips a date."""


def counted_slowly(hours: OpenHours, start: datetime, end: datetime) -> timedelta:
    """Quarter by quarter, each open or not by its local reading; all the zones above change on one."""
    counted, quarter = timedelta(0), _floor(start)
    while quarter < end:
        if is_open(hours, quarter):
            counted += min(end, quarter + QUARTER) - max(start, quarter)
        quarter += QUARTER
    return counted


def due_slowly(hours: OpenHours, start: datetime, duration: timedelta) -> datetime:
    left, quarter = duration, _floor(start)
    while True:
        if is_open(hours, quarter):
            since = max(start, quarter)
            if quarter + QUARTER - since >= left:
                return since + left
            left -= quarter + QUARTER - since
        quarter += QUARTER


def is_open(hours: OpenHours, instant: datetime) -> bool:
    local = instant.astimezone(hours.zone)
    reading = timedelta(hours=local.hour, minutes=local.minute)
    opens = any(each.since <= reading < each.until for each in hours.weekly.get(local.weekday(), ()))
    closures = hours.holidays.get(local.date(), ())
    return opens and not any(each.interval.since <= reading < each.interval.until for each in closures)


def _floor(instant: datetime) -> datetime:
    return instant - (instant - datetime(2000, 1, 1, tzinfo=UTC)) % QUARTER


intervals = st.tuples(st.integers(0, 95), st.integers(1, 96)).map(
    lambda ends: Interval(min(ends) * QUARTER, max(ends[0] + 1, ends[1]) * QUARTER)
)
moments = st.builds(
    lambda change, seconds: change + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-3 * 86400, 3 * 86400),
)
durations = st.integers(1, 60 * 3600).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def open_hours(draw):
    weekly = draw(st.dictionaries(st.integers(0, 6), st.lists(intervals, min_size=1, max_size=3), min_size=1))
    closures = st.builds(Closure, st.just("Holiday"), intervals | st.just(Interval(timedelta(0), DAY)))
    dates = st.builds(
        lambda change, days: (change + days * DAY).date(), st.sampled_from(CHANGES), st.integers(-3, 9)
    )
    holidays = draw(st.dictionaries(dates, st.lists(closures, min_size=1, max_size=2), max_size=4))
    return OpenHours(ZoneInfo(draw(st.sampled_from(ZONES))), weekly, holidays)


@settings(max_examples=30, deadline=None)
@given(open_hours(), moments, st.integers(0, 8 * 86400))
def test_time_between_is_what_the_slow_counter_counts(hours, start, seconds):
    end = start + timedelta(seconds=seconds)

    assert hours.time_between(start, end) == counted_slowly(hours, start, end)


@settings(max_examples=30, deadline=None)
@given(open_hours(), moments, durations)
def test_the_due_moment_is_the_one_that_the_slow_counter_reaches(hours, start, duration):
    due = due_or_skip(hours, start, duration)
    assume(due - start < 30 * DAY)

    assert due == due_slowly(hours, start, duration)


@settings(max_examples=40, deadline=None)
@given(open_hours(), moments, durations)
def test_the_due_moment_is_the_first_by_which_the_duration_has_passed(hours, start, duration):
    due = due_or_skip(hours, start, duration)

    assert hours.time_between(start, due) == duration
    assert hours.time_between(start, due - timedelta(microseconds=1)) < duration


@settings(max_examples=40, deadline=None)
@given(open_hours(), moments, durations, durations)
def test_more_time_is_due_later_and_a_later_start_never_earlier(hours, start, shorter, more):
    due = due_or_skip(hours, start, shorter)

    assert due < due_or_skip(hours, start, shorter + more)
    assert due <= due_or_skip(hours, start + more, shorter)


@settings(max_examples=40, deadline=None)
@given(open_hours(), moments, durations, durations)
def test_time_adds_up_wherever_it_is_cut(hours, start, first, second):
    middle, end = start + first, start + first + second

    whole = hours.time_between(start, end)

    assert whole == hours.time_between(start, middle) + hours.time_between(middle, end)


def due_or_skip(hours: OpenHours, start: datetime, duration: timedelta) -> datetime:
    try:
        return hours.due_after(start, duration)
    except NeverDue:
        assume(False)
        raise


@pytest.mark.parametrize("zone", ZONES)
def test_the_slow_counter_is_not_the_calendar_in_disguise(zone):
    hours = OpenHours(ZoneInfo(zone), {0: [Interval(9 * 4 * QUARTER, 17 * 4 * QUARTER)]})
    monday = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo(zone))

    assert is_open(hours, monday)
    assert not is_open(hours, monday + DAY)
