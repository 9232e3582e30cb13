"""Moments, durations and sizes in words: short, in the reader's language and zone."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def duration(length: timedelta) -> str:
    """How long, in at most two units, without its sign: "40 s", "25 m", "2 h 5 m", "3 d 4 h"."""
    seconds = int(abs(length.total_seconds()))
    days, rest = divmod(seconds, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    if days:
        return _join(_("%d d") % days, hours and _("%d h") % hours)
    if hours:
        return _join(_("%d h") % hours, minutes and _("%d m") % minutes)
    return _("%d m") % minutes if minutes else _("%d s") % rest


def working_duration(length: timedelta) -> str:
    """How long in business time, where a day has no fixed length: "25 m", "31 h 5 m"."""
    minutes = int(abs(length.total_seconds())) // MINUTE
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _join(_("%d h") % hours, minutes and _("%d m") % minutes)
    return _("%d m") % minutes


def exact_duration(length: timedelta) -> str:
    """The same to the second, for what is to add up under the reader's eyes: "1 h 2 m 40 s", "25 m"."""
    seconds = int(abs(length.total_seconds())) % MINUTE
    minutes = working_duration(length) if abs(length) >= timedelta(seconds=MINUTE) else ""
    return _join(minutes or _("%d s") % seconds, minutes and seconds and _("%d s") % seconds)


def rough_duration(length: timedelta) -> str:
    """How long, in one unit, without its sign: "25 m", "2 h", "3 d"."""
    return _one_unit(int(abs(length.total_seconds())))


def ago(moment: datetime, now: datetime) -> str:
    """How far a moment lies from now, in one unit of wall time: "5 m ago", "in 2 h", "just now"."""
    seconds = int((now - moment).total_seconds())
    if abs(seconds) < MINUTE:
        return _("just now")
    length = _one_unit(abs(seconds))
    return _("%s ago") % length if seconds > 0 else _("in %s") % length


def short_moment(moment: datetime, now: datetime) -> str:
    """A moment as short as it stays clear in the reader's zone: "09:31", "Mon 16:02", "2 Oct, 09:31"."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    clock = date_format(local, "H:i")
    if local.date() == today.date():
        return clock
    if abs((today.date() - local.date()).days) < 7:
        return f"{date_format(local, 'D')} {clock}"
    return f"{short_day(moment, now)}, {clock}"


def short_day(moment: datetime, now: datetime) -> str:
    """For narrow columns: "09:31" today, "Mon" this week, "2 Oct" this year, "2 Oct 2025" before."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    if local.date() == today.date():
        return date_format(local, "H:i")
    if abs((today.date() - local.date()).days) < 7:
        return date_format(local, "D")
    if local.year == today.year:
        return date_format(local, "j M")
    return date_format(local, "j M Y")


def promised_moment(moment: datetime, now: datetime) -> str:
    """A moment as one says it: "14:20 today", "09:04 tomorrow", "Thursday 09:04", "23 November, 09:04"."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    clock = date_format(local, "H:i")
    match (local.date() - today.date()).days:
        case 0:
            return _("%s today") % clock
        case 1:
            return _("%s tomorrow") % clock
        case -1:
            return _("%s yesterday") % clock
        case days if 1 < days < 7:
            return date_format(local, "l H:i")
    return date_format(local, "j F, H:i" if local.year == today.year else "j F Y, H:i")


def full_moment(moment: datetime) -> str:
    """A moment with nothing left out, in the reader's zone: "Tue 17 Nov 2026, 09:05 GMT"."""
    return date_format(timezone.localtime(moment), "D j M Y, H:i T")


def file_size(size: int) -> str:
    """A number of bytes as people read it, in steps of a thousand: "900 B", "184 kB", "2.4 MB"."""
    if size < 1000:
        return _("%d B") % size
    if size < 999_500:
        return _("%d kB") % round(size / 1000)
    if size < 999_950_000:
        return _("%s MB") % _trimmed(size / 1_000_000)
    return _("%s GB") % _trimmed(size / 1_000_000_000)


def _one_unit(seconds: int) -> str:
    if seconds < MINUTE:
        return _("%d s") % seconds
    if seconds < HOUR:
        return _("%d m") % (seconds // MINUTE)
    if seconds < DAY:
        return _("%d h") % (seconds // HOUR)
    return _("%d d") % (seconds // DAY)


def _trimmed(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _join(first: str, second: str | int) -> str:
    return f"{first} {second}" if second else first
