import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sla.calendar import Closure, Interval, OpenHours

CASES = json.loads((Path(__file__).parent / "sla-cases.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['timezone']} {case['start']}")
def test_counts_as_the_independent_program_counted_minute_by_minute(case):
    hours = _hours(case)
    start = datetime.fromisoformat(case["start"])

    due = hours.due_after(start, timedelta(minutes=case["target_minutes"]))
    passed = hours.time_between(start, datetime.fromisoformat(case["until"]))

    assert due == datetime.fromisoformat(case["due"])
    assert passed == timedelta(minutes=case["working_minutes_until"])


def _hours(case) -> OpenHours:
    return OpenHours(
        ZoneInfo(case["timezone"]),
        {
            int(weekday): [Interval(_wall(since), _wall(until)) for since, until in intervals]
            for weekday, intervals in case["weekly"].items()
        },
        {date.fromisoformat(day): [Closure("Holiday")] for day in case["holidays"]},
    )


def _wall(reading: str) -> timedelta:
    hour, minute = reading.split(":")
    return timedelta(hours=int(hour), minutes=int(minute))
