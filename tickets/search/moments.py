"""Moments in filter words: `created:>7d` is more than seven days ago, `due:<2h` within the next two hours."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tickets.search.not_understood import NotUnderstood

UNITS: Final = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
_LENGTH: Final = re.compile(r"(?P<count>[0-9]{1,4})(?P<unit>[mhdwy])", re.IGNORECASE)


def compare_moments(field: str, sign: str, value: str, moment: datetime, *, is_ahead: bool) -> Q:
    """The tickets whose moment is so long ago, or ahead (wall time), or on such days (in the reader's zone).

    Raises NotUnderstood.
    """
    written = value.lower()
    if written == "none":
        return Q(**{f"{field}__isnull": True})
    length = _LENGTH.fullmatch(written)
    if length is not None:
        distance = int(length["count"]) * UNITS[length["unit"]]
        return _from_now(field, sign, distance, moment, is_ahead=is_ahead)
    first, _dots, last = written.partition("..")
    begin, end = _day(first, moment), _day(last or first, moment) + timedelta(days=1)
    match sign:
        case ">":
            return Q(**{f"{field}__gte": _midnight(end)})
        case ">=":
            return Q(**{f"{field}__gte": _midnight(begin)})
        case "<":
            return Q(**{f"{field}__lt": _midnight(begin)})
        case "<=":
            return Q(**{f"{field}__lt": _midnight(end)})
        case _:
            return Q(**{f"{field}__gte": _midnight(begin), f"{field}__lt": _midnight(end)})


def _from_now(field: str, sign: str, distance: timedelta, moment: datetime, *, is_ahead: bool) -> Q:
    """Without a sign it is "within": of the last seven days, in the next two hours."""
    try:
        edge = moment + distance if is_ahead else moment - distance
    except OverflowError:
        raise NotUnderstood(_("That is too long ago."))
    is_further = sign.startswith(">")
    lookup = "gt" if is_further == is_ahead else "lt"
    return Q(**{f"{field}__{lookup}": edge})


def _day(written: str, moment: datetime) -> date:
    today = timezone.localtime(moment).date()
    match written:
        case "today":
            return today
        case "yesterday":
            return today - timedelta(days=1)
        case "tomorrow":
            return today + timedelta(days=1)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or not 1970 <= day.year <= 5000:
        raise NotUnderstood(
            _("“%s” is no time. Write 30m, 2h, 7d, 4w, 1y, today or a day such as 2026-03-31.") % written
        )
    return day


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
