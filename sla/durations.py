"""Durations as administrators write them: 15 min, 1 h, 2 d 4 h."""

import re
from datetime import timedelta

_UNITS = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "min": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
_PART = re.compile(
    r"(?P<number>\d{1,7}(?:[.,]\d{1,4})?)\s*"
    r"(?P<unit>d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)(?![a-z])\s*,?\s*"
)


def read_duration(text: str) -> timedelta:
    """What the text says; a day is 24 hours. Raises ValueError if it is not numbers with their units,
    or longer than time lasts.
    """
    text = text.strip().lower()
    duration, place = timedelta(0), 0
    while place < len(text):
        part = _PART.match(text, place)
        if part is None:
            raise ValueError(text)
        unit = next(unit for unit in _UNITS if unit[0] == part["unit"][0])
        try:
            duration += float(part["number"].replace(",", ".")) * _UNITS[unit]
        except OverflowError:
            raise ValueError(text)
        place = part.end()
    if place == 0:
        raise ValueError(text)
    return duration


def write_duration(duration: timedelta) -> str:
    """The same in the fewest words, exact to the second."""
    parts, rest = [], duration
    for unit, length in _UNITS.items():
        number, rest = divmod(rest, length)
        if number:
            parts.append(f"{number} {unit}")
    return " ".join(parts) or "0 min"
