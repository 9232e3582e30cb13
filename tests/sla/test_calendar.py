import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from sla.calendar import AROUND_THE_CLOCK, LONGEST, Closure, Interval, NeverDue, OpenHours, Stretch

CASES = json.loads((Path(__file__).parent / "sla-cases.json").read_text())["cases"]
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['timezone']} {case['start']}")
def test_counts_as_the_independent_program_counted_minute_by_minute(case):
    hours = make_hours(
        case["timezone"],
        {int(weekday): intervals for weekday, intervals in case["weekly"].items()},
        {day: [Closure("Holiday")] for day in case["holidays"]},
    )
    start = datetime.fromisoformat(case["start"])

    due = hours.due_after(start, timedelta(minutes=case["target_minutes"]))
    passed = hours.time_between(start, datetime.fromisoformat(case["until"]))

    assert due == datetime.fromisoformat(case["due"])
    assert passed == timedelta(minutes=case["working_minutes_until"])


class TestTheNightTheClocksChange:
    def test_an_interval_in_the_repeated_hour_is_two_stretches(self):
        hours = every_day("Europe/Berlin", ("01:00", "02:30"))

        stretches = list(hours.stretches(utc("2026-10-24T22:00"), utc("2026-10-25T12:00")))

        assert stretches == [
            Stretch(utc("2026-10-24T23:00"), utc("2026-10-25T00:30")),
            Stretch(utc("2026-10-25T01:00"), utc("2026-10-25T01:30")),
        ]

    def test_three_local_hours_hold_two_real_ones_when_the_clocks_go_forward(self):
        hours = every_day("Europe/Berlin", ("01:00", "04:00"))

        passed = hours.time_between(utc("2026-03-28T12:00"), utc("2026-03-29T12:00"))

        assert passed == 2 * HOUR

    def test_an_interval_within_the_missing_hour_never_opens_that_night(self):
        hours = every_day("Europe/Berlin", ("02:00", "03:00"))

        due = hours.due_after(utc("2026-03-28T12:00"), HOUR)

        assert due == utc("2026-03-30T01:00")

    def test_around_the_local_clock_a_day_has_as_many_hours_as_it_really_has(self):
        hours = every_day("Europe/Berlin", ("00:00", "24:00"))

        spring = hours.time_between(utc("2026-03-28T23:00"), utc("2026-03-29T22:00"))
        autumn = hours.time_between(utc("2026-10-24T22:00"), utc("2026-10-25T23:00"))

        assert (spring, autumn) == (23 * HOUR, 25 * HOUR)

    def test_half_an_hour_is_repeated_on_lord_howe(self):
        hours = every_day("Australia/Lord_Howe", ("01:00", "02:00"))

        passed = hours.time_between(utc("2026-04-04T12:00"), utc("2026-04-05T12:00"))

        assert passed == 90 * MINUTE

    def test_a_holiday_that_ends_inside_the_repeated_hour_closes_both_readings(self):
        closure = Closure("Repairs", wall_interval("00:00", "02:30"))
        hours = every_day("Europe/Berlin", ("02:00", "03:00"), holidays={"2026-10-25": [closure]})

        passed = hours.time_between(utc("2026-10-24T12:00"), utc("2026-10-25T12:00"))

        assert passed == HOUR

    def test_a_date_that_the_zone_skipped_never_opens(self):
        hours = every_day("Pacific/Apia", ("00:00", "24:00"))

        days = [
            stretch.since for stretch in hours.stretches(utc("2011-12-29T10:00"), utc("2011-12-31T10:00"))
        ]

        assert [day.astimezone(ZoneInfo("Pacific/Apia")).day for day in days] == [29, 31]


class TestTheDueMoment:
    def test_the_closing_time_not_the_next_opening_when_the_last_second_is_the_closing_second(self):
        hours = every_day("UTC", ("09:00", "17:00"))

        assert hours.due_after(utc("2026-05-04T16:00"), HOUR) == utc("2026-05-04T17:00")
        assert hours.due_after(utc("2026-05-04T16:00"), HOUR + SECOND) == utc("2026-05-05T09:00:01")

    def test_from_a_closed_moment_counting_begins_at_the_opening(self):
        hours = every_day("UTC", ("09:00", "17:00"))

        assert hours.due_after(utc("2026-05-04T20:00"), MINUTE) == utc("2026-05-05T09:01")

    def test_the_start_itself_when_no_time_has_to_pass(self):
        hours = every_day("UTC", ("09:00", "17:00"))

        assert hours.due_after(utc("2026-05-04T20:00"), timedelta(0)) == utc("2026-05-04T20:00")

    def test_exact_below_the_second(self):
        hours = every_day("UTC", ("09:00", "17:00"))
        start = utc("2026-05-04T16:59:59.250000")

        assert hours.due_after(start, SECOND) == utc("2026-05-05T09:00:00.250000")

    def test_the_same_from_the_same_instant_in_any_zone(self):
        hours = every_day("Europe/Berlin", ("09:00", "17:00"))
        start = utc("2026-05-04T10:00")

        elsewhere = hours.due_after(start.astimezone(ZoneInfo("Asia/Kathmandu")), 9 * HOUR)

        assert elsewhere == hours.due_after(start, 9 * HOUR)

    def test_around_the_clock_it_is_just_later(self):
        start = utc("2026-05-04T20:00")

        assert AROUND_THE_CLOCK.due_after(start, LONGEST) == start + LONGEST

    @pytest.mark.parametrize(
        "weekly", [{}, {0: [("09:00", "09:30")]}], ids=["never open", "half an hour weekly"]
    )
    def test_never_when_two_years_do_not_hold_the_duration(self, weekly):
        hours = make_hours("UTC", weekly)

        with pytest.raises(NeverDue):
            hours.due_after(utc("2026-05-04T20:00"), 53 * HOUR)

    def test_found_where_two_years_just_hold_it(self):
        hours = make_hours("UTC", {0: [("09:00", "09:30")]})

        due = hours.due_after(utc("2026-05-04T20:00"), 52 * HOUR)

        assert due == utc("2028-05-01T09:30")


class TestIntervals:
    def test_touching_and_overlapping_ones_are_one(self):
        hours = every_day("UTC", ("12:00", "17:00"), ("08:00", "12:00"), ("11:00", "13:00"))

        stretches = list(hours.stretches(utc("2026-05-04T00:00"), utc("2026-05-05T00:00")))

        assert stretches == [Stretch(utc("2026-05-04T08:00"), utc("2026-05-04T17:00"))]

    def test_counting_goes_on_across_midnight(self):
        hours = make_hours("UTC", {0: [("22:00", "24:00")], 1: [("00:00", "06:00")]})

        assert hours.due_after(utc("2026-05-04T23:00"), 2 * HOUR) == utc("2026-05-05T01:00")

    def test_seconds_count(self):
        hours = every_day("UTC", ("09:00:30", "09:00:45"))

        assert hours.time_between(utc("2026-05-04T00:00"), utc("2026-05-05T00:00")) == 15 * SECOND

    def test_no_time_lies_between_a_moment_and_an_earlier_one(self):
        hours = every_day("UTC", ("00:00", "24:00"))

        assert hours.time_between(utc("2026-05-05T00:00"), utc("2026-05-04T00:00")) == timedelta(0)


class TestHolidays:
    def test_a_whole_one_closes_the_local_date_and_says_why(self):
        hours = every_day("Asia/Kolkata", ("09:00", "17:00"), holidays={"2026-05-04": [Closure("Founders")]})

        stretches = list(hours.stretches(utc("2026-05-03T18:30"), utc("2026-05-05T18:30")))

        assert stretches == [
            Stretch(utc("2026-05-04T03:30"), utc("2026-05-04T11:30"), "Founders"),
            Stretch(utc("2026-05-05T03:30"), utc("2026-05-05T11:30")),
        ]

    def test_partial_ones_cut_the_day_where_they_begin_and_end(self):
        closures = [
            Closure("Staff meeting", wall_interval("15:00", "16:00")),
            Closure("Repairs", wall_interval("07:00", "10:00")),
            Closure("Move", wall_interval("09:30", "11:00")),
        ]
        hours = every_day("UTC", ("09:00", "17:00"), holidays={"2026-05-04": closures})

        stretches = list(hours.stretches(utc("2026-05-04T00:00"), utc("2026-05-05T00:00")))

        assert [(f"{each.since:%H:%M}", f"{each.until:%H:%M}", each.holiday) for each in stretches] == [
            ("09:00", "10:00", "Repairs"),
            ("10:00", "11:00", "Move"),
            ("11:00", "15:00", None),
            ("15:00", "16:00", "Staff meeting"),
            ("16:00", "17:00", None),
        ]


def test_stretches_come_in_order_and_never_overlap():
    hours = every_day("America/New_York", ("00:00", "01:30"), ("01:45", "24:00"))

    stretches = list(hours.stretches(utc("2025-10-01T00:00"), utc("2026-12-01T00:00")))

    assert len(stretches) > 800
    assert all(earlier.until <= later.since for earlier, later in pairwise(stretches))


def test_days_beyond_the_due_moment_cost_nothing():
    asked: list[date] = []

    class Holidays(dict):
        def get(self, day, default=None):
            asked.append(day)
            return super().get(day, default)

    far_away = {date(1990, 1, 1) + timedelta(days=n): [Closure("Far away")] for n in range(9000)}
    hours = OpenHours(ZoneInfo("UTC"), every_day("UTC", ("09:00", "17:00")).weekly, Holidays(far_away))

    hours.due_after(utc("2026-05-04T09:00"), 20 * HOUR)

    assert asked == [date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6)]


@pytest.mark.slow
def test_a_year_of_divided_working_days_takes_two_milliseconds_at_most():
    weekly = {weekday: [("08:00", "12:00"), ("13:00", "17:00")] for weekday in range(5)}
    hours = make_hours(
        "Europe/Berlin", weekly, {f"2026-{month:02}-01": [Closure("1st")] for month in range(1, 13)}
    )
    start = utc("2026-01-05T00:00")

    def measure() -> float:
        began = perf_counter()
        hours.due_after(start, 2000 * HOUR)
        return perf_counter() - began

    assert min(measure() for _ in range(20)) <= 0.002


def make_hours(
    zone: str, weekly: dict[int, list], holidays: dict[str, list[Closure]] | None = None
) -> OpenHours:
    return OpenHours(
        ZoneInfo(zone),
        {weekday: [wall_interval(*ends) for ends in intervals] for weekday, intervals in weekly.items()},
        {date.fromisoformat(day): closures for day, closures in (holidays or {}).items()},
    )


def every_day(zone: str, *intervals: tuple[str, str], holidays=None) -> OpenHours:
    return make_hours(zone, dict.fromkeys(range(7), intervals), holidays)


def wall_interval(since: str, until: str) -> Interval:
    return Interval(_wall(since), _wall(until))


def utc(reading: str) -> datetime:
    return datetime.fromisoformat(reading).replace(tzinfo=UTC)


def _wall(reading: str) -> timedelta:
    hours, minutes, *seconds = map(int, reading.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
