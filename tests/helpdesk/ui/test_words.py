from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from helpdesk.ui import words

NOW = datetime(2026, 11, 17, 10, 4, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("length", "spoken"),
    [
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=25), "25 m"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 m"),
        (timedelta(hours=-2, minutes=-5), "2 h 5 m"),
        (timedelta(days=3), "3 d"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
    ],
)
def test_a_duration_is_spoken_in_at_most_two_units(length, spoken):
    assert words.duration(length) == spoken


@pytest.mark.parametrize(
    ("length", "spoken"),
    [
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=59), "59 m"),
        (timedelta(hours=-2, minutes=-5), "2 h"),
        (timedelta(days=3, hours=23), "3 d"),
    ],
)
def test_a_rough_duration_is_spoken_in_one_unit(length, spoken):
    assert words.rough_duration(length) == spoken


def test_business_time_is_never_counted_in_days():
    assert words.working_duration(timedelta(hours=31, minutes=5)) == "31 h 5 m"


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(hours=31, minutes=5), "31 h 5 m"),
        (timedelta(hours=1, minutes=2, seconds=40), "1 h 2 m 40 s"),
        (timedelta(hours=1, seconds=1), "1 h 1 s"),
        (timedelta(seconds=40, milliseconds=900), "40 s"),
        (timedelta(0), "0 s"),
    ],
)
def test_what_adds_up_is_told_to_the_second(length, told):
    assert words.exact_duration(length) == told


@pytest.mark.parametrize(
    ("before", "spoken"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5), "5 m ago"),
        (timedelta(hours=26), "1 d ago"),
        (-timedelta(hours=2), "in 2 h"),
    ],
)
def test_a_distance_is_spoken_in_one_unit(before, spoken):
    assert words.ago(NOW - before, NOW) == spoken


@pytest.mark.parametrize(
    ("moment", "short", "day"),
    [
        (datetime(2026, 11, 17, 9, 31, tzinfo=UTC), "09:31", "09:31"),
        (datetime(2026, 11, 16, 16, 2, tzinfo=UTC), "Mon 16:02", "Mon"),
        (datetime(2026, 10, 2, 9, 31, tzinfo=UTC), "2 Oct, 09:31", "2 Oct"),
        (datetime(2025, 10, 2, 9, 31, tzinfo=UTC), "2 Oct 2025, 09:31", "2 Oct 2025"),
    ],
)
def test_a_moment_is_as_short_as_it_stays_clear(moment, short, day):
    assert words.short_moment(moment, NOW) == short
    assert words.short_day(moment, NOW) == day


@pytest.mark.parametrize(
    ("moment", "promised"),
    [
        (datetime(2026, 11, 17, 14, 20, tzinfo=UTC), "14:20 today"),
        (datetime(2026, 11, 18, 9, 4, tzinfo=UTC), "09:04 tomorrow"),
        (datetime(2026, 11, 16, 23, 59, tzinfo=UTC), "23:59 yesterday"),
        (datetime(2026, 11, 19, 9, 4, tzinfo=UTC), "Thursday 09:04"),
        (datetime(2026, 11, 24, 9, 4, tzinfo=UTC), "24 November, 09:04"),
        (datetime(2027, 1, 4, 9, 4, tzinfo=UTC), "4 January 2027, 09:04"),
        (datetime(2026, 11, 10, 9, 4, tzinfo=UTC), "10 November, 09:04"),
    ],
)
def test_a_promised_moment_is_told_as_one_says_it(moment, promised):
    assert words.promised_moment(moment, NOW) == promised


def test_a_moment_is_told_in_the_zone_of_the_reader():
    with timezone.override("Asia/Tokyo"):
        assert words.short_moment(datetime(2026, 11, 16, 15, 30, tzinfo=UTC), NOW) == "00:30"
        assert words.full_moment(NOW) == "Tue 17 Nov 2026, 19:04 JST"


@pytest.mark.parametrize(
    ("size", "spoken"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (184_320, "184 kB"),
        (999_600, "1 MB"),
        (2_400_000, "2.4 MB"),
        (3_000_000_000, "3 GB"),
    ],
)
def test_a_size_is_spoken_in_steps_of_a_thousand(size, spoken):
    assert words.file_size(size) == spoken
