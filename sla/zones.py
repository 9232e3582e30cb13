"""The IANA time zones: the standard library reads hundreds of files to name them, so they are read once."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

MACHINE_ZONES: Final = {"localtime", "Factory"}
"""Names that mean something else on every machine."""


@cache
def zone_names() -> frozenset[str]:
    """Every zone that means the same everywhere."""
    return frozenset(available_timezones() - MACHINE_ZONES)


@cache
def zones_of_places() -> tuple[str, ...]:
    """UTC and the zones that are named for a place, in order: what people choose from."""
    places = (zone for zone in zone_names() if "/" in zone and not zone.startswith("Etc/"))
    return ("UTC", *sorted(places))
