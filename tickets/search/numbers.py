"""Finding tickets by their number, or by how it begins."""

import re
from typing import Final

from tickets.models.ticket import TicketQuerySet

MOST: Final = 10
_NUMBER: Final = re.compile(r"#?(?P<number>[A-Z0-9][A-Z0-9-]{1,19})", re.IGNORECASE)


def number_in(typed: str) -> str:
    """The number that is all of what was typed, whole or only its beginning; else nothing."""
    match = _NUMBER.fullmatch(typed.strip())
    if match is None or not any(sign.isdigit() for sign in match["number"]):
        return ""
    return match["number"].upper()


def begins_like(typed: str, tickets: TicketQuerySet) -> list[int]:
    """The keys of tickets whose number begins with what was typed, the newest first."""
    number = number_in(typed)
    if not number:
        return []
    found = tickets.filter(number__startswith=number).order_by("-opened_at", "-pk")
    return list(found.values_list("pk", flat=True)[:MOST])
