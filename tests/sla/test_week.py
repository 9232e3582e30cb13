from datetime import time

import pytest

from sla.models import Opening
from sla.week import joined, overlapping, read_day, write_day, write_week

LUNCH = [(time(8), time(12)), (time(13), time(17))]


@pytest.mark.parametrize(
    "text",
    ["08:00–12:00, 13:00–17:00", "8-12, 13-17", "13:00 - 17:00; 8.00 — 12.00", "8 to 12, 13 TO 17"],
)
def test_reads_a_day_as_people_write_it(text):
    assert read_day(text) == LUNCH


@pytest.mark.parametrize(("text", "day"), [("", []), ("  ", []), ("0:00-24:00", [(time(0), time(0))])])
def test_a_day_may_be_closed_or_end_at_midnight(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("part", ["17-8", "8-8", "25-26", "8:60-9", "8", "closed", "24:00-24:00", "8-25"])
def test_names_the_part_that_is_no_interval(part):
    with pytest.raises(ValueError, match=part):
        read_day(f"06:00–07:00, {part}")


def test_touching_intervals_are_one_and_overlapping_ones_are_noticed():
    touching, overlapped = read_day("8-12, 12-17"), read_day("8-12, 11-17")

    assert not overlapping(touching)
    assert joined(touching) == [(time(8), time(17))]
    assert overlapping(overlapped)


def test_nothing_follows_midnight():
    assert overlapping(read_day("18-24, 20-22"))
    assert not overlapping(read_day("18-24, 8-10"))


def test_writes_what_it_reads():
    text = "08:00–12:00, 18:00–24:00"

    assert write_day(read_day(text)) == text


def test_days_that_are_alike_stand_together():
    week = [
        Opening(weekday=weekday, opens=opens, closes=closes)
        for weekday in (0, 1, 2, 4)
        for opens, closes in LUNCH
    ]
    week.append(Opening(weekday=5, opens=time(10), closes=time(0)))

    assert write_week(week) == (
        "Monday–Wednesday 08:00–12:00, 13:00–17:00; Friday 08:00–12:00, 13:00–17:00; Saturday 10:00–24:00"
    )
