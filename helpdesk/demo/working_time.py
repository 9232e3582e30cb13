"""When people of the demo bank write and answer: on working days, between eight and five, London time."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpdesk.demo.bank.zone import ZONE

OPENS, CLOSES = time(8), time(17)
_ZONE = ZoneInfo(ZONE)


def later(moment: datetime, minutes: float) -> datetime:
    """So many working minutes after a moment."""
    local, left = moment.astimezone(_ZONE), timedelta(minutes=minutes)
    while True:
        opens, closes = _day(local)
        local = max(local, opens)
        if _is_working_day(local) and local < closes:
            if local + left <= closes:
                return local + left
            left -= closes - local
        local = opens + timedelta(days=1)


def earlier(moment: datetime, minutes: float) -> datetime:
    """So many working minutes before a moment."""
    local, left = moment.astimezone(_ZONE), timedelta(minutes=minutes)
    while True:
        opens, closes = _day(local)
        local = min(local, closes)
        if _is_working_day(local) and local > opens:
            if local - left >= opens:
                return local - left
            left -= local - opens
        local = closes - timedelta(days=1)


def last_working_day(moment: datetime, at: time) -> datetime:
    """A wall-clock time of the last working day that is over."""
    local = moment.astimezone(_ZONE) - timedelta(days=1)
    while not _is_working_day(local):
        local -= timedelta(days=1)
    return datetime.combine(local.date(), at, tzinfo=_ZONE)


def _day(local: datetime) -> tuple[datetime, datetime]:
    return (
        datetime.combine(local.date(), OPENS, tzinfo=_ZONE),
        datetime.combine(local.date(), CLOSES, tzinfo=_ZONE),
    )


def _is_working_day(local: datetime) -> bool:
    return local.weekday() < 5
