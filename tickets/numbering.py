"""Public names for tickets: random digits, never a credential (PRODUCT.md, Addresses and names)."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from typing import Final

from tickets.models import HelpTopic, Ticket

SHORTEST: Final = 6

_unforeseeable: Final = secrets.SystemRandom()
_generator: ContextVar[Random] = ContextVar("generator", default=_unforeseeable)


@contextmanager
def drawing_from(generator: Random) -> Iterator[None]:
    """Draw from this generator inside the block, so that the demo desk and tests tell the same twice."""
    token = _generator.set(generator)
    try:
        yield
    finally:
        _generator.reset(token)


def draw_number(topic: HelpTopic | None) -> str:
    """A number nobody has: by the topic's format, else digits from six, one longer when a third is used."""
    if topic and topic.number_format:
        return _draw_formatted(topic.number_format)
    length = _length_in_use()
    number = draw_digits(length)
    while _is_taken(number):
        # Counting is dear in a large desk, so only a collision makes us look how full the space is.
        if is_crowded(length, used=Ticket.objects.filter(number__regex=rf"^[0-9]{{{length}}}$").count()):
            length += 1
        number = draw_digits(length)
    return number


def draw_digits(length: int) -> str:
    """Random digits, the first one not zero."""
    lowest = 10 ** (length - 1)
    return str(lowest + _generator.get().randrange(9 * lowest))


def is_crowded(length: int, *, used: int) -> bool:
    """Whether a third of the numbers of this length are used."""
    return used * 3 >= 9 * 10 ** (length - 1)


def _length_in_use() -> int:
    newest = Ticket.objects.filter(number__regex=rf"^[0-9]{{{SHORTEST},}}$").order_by("-pk")
    number = newest.values_list("number", flat=True).first()
    return len(number) if number else SHORTEST


def _draw_formatted(number_format: str) -> str:
    while True:
        number = re.sub("#", lambda _hash: str(_generator.get().randrange(10)), number_format)
        if not _is_taken(number):
            return number


def _is_taken(number: str) -> bool:
    return Ticket.objects.filter(number=number).exists()
