"""Public holidays by country and subdivision, from the `holidays` package."""

import re
from collections.abc import Iterator
from datetime import date

import holidays
from django.utils.translation import get_language
from holidays.registry import COUNTRIES


def countries() -> list[tuple[str, str]]:
    """(code, English name) of every country whose holidays are known, by name."""
    names = {code: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) for name, code, *_ in COUNTRIES.values()}
    return sorted(names.items(), key=lambda country: country[1])


def subdivisions(country: str) -> list[str]:
    """The codes of a country's states or regions; none for a country that isn't known."""
    return list(holidays.list_supported_countries().get(country, []))


def public_holidays(
    country: str, subdivision: str, *, since: date, until: date
) -> Iterator[tuple[date, str]]:
    """(date, name) of the public holidays in [since, until], named in the active language if it can be."""
    known = holidays.country_holidays(country, subdiv=subdivision or None)
    language = _spoken(known.supported_languages)
    kept = holidays.country_holidays(
        country,
        subdiv=subdivision or None,
        years=range(since.year, until.year + 1),
        language=language,
    )
    for day, name in sorted(kept.items()):
        if since <= day <= until:
            yield day, name


def _spoken(languages: tuple[str, ...]) -> str | None:
    active = (get_language() or "en").split("-")[0]
    return next((language for language in languages if language.split("_")[0] == active), None)
