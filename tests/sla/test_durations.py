from datetime import timedelta

import pytest

from sla.durations import read_duration, write_duration

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("15 min", 15 * MINUTE),
        ("1 h", HOUR),
        ("2 d 4 h", 2 * DAY + 4 * HOUR),
        ("1h30m", HOUR + 30 * MINUTE),
        (" 1 Hour, 30 Minutes ", HOUR + 30 * MINUTE),
        ("1.5 h", 90 * MINUTE),
        ("0,5 h", 30 * MINUTE),
        ("90 s", 90 * timedelta(seconds=1)),
        ("0 min", timedelta(0)),
    ],
)
def test_reads_what_people_write(text, duration):
    assert read_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "15",
        "soon",
        "1 h 15",
        "h",
        "-1 h",
        "1 month",
        "1 h; drop",
        "99999999 d",
        "9999999 d " * 101,
        "1:30",
    ],
)
def test_refuses_what_says_no_duration(text):
    with pytest.raises(ValueError):
        read_duration(text)


@pytest.mark.parametrize("text", ["15 min", "1 h", "2 d 4 h", "1 h 30 min", "1 min 1 s", "0 min"])
def test_writes_what_it_reads(text):
    assert write_duration(read_duration(text)) == text
