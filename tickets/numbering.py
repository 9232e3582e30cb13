"""Public names for tickets: random digits, never a credential (PRODUCT.md, Addresses and names).

A desk counts the digits of its own numbers; what topics number by a format of theirs leaves them alone.
"""

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from typing import Final

from django.db import connection

from tickets.models import Desk, HelpTopic, Ticket

MOST_DRAWS: Final = 50
"""So often a topic's format is tried before the desk's own numbers stand in."""

log: Final = logging.getLogger(__name__)
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
    """A number nobody has, kept for this transaction: by the topic's format, else the desk's own.

    A format whose numbers are used up refuses nobody a ticket: the desk's own stand in.
    """
    if topic and topic.number_format:
        for _draw in range(MOST_DRAWS):
            number = draw_formatted(topic.number_format)
            if _takes(number):
                return number
        log.warning("topic “%s”: %d draws by %s were taken", topic, MOST_DRAWS, topic.number_format)
    return _draw_own()


def draw_digits(length: int) -> str:
    """Random digits, the first one not zero."""
    lowest = 10 ** (length - 1)
    return str(lowest + _generator.get().randrange(9 * lowest))


def draw_formatted(number_format: str) -> str:
    """A format with a random digit for every #."""
    return re.sub("#", lambda _hash: str(_generator.get().randrange(10)), number_format)


def is_crowded(length: int, *, used: int) -> bool:
    """Whether a third of the numbers of this length are used."""
    return used * 3 >= 9 * 10 ** (length - 1)


def held_by(number_format: str) -> int:
    """How many numbers a format has."""
    return int(10 ** number_format.count("#"))


def used_of(number_format: str) -> int:
    """How many numbers of a format are used."""
    return Ticket.objects.filter(number__regex=f"^{number_format.replace('#', '[0-9]')}$").count()


def _draw_own() -> str:
    """Digits, one longer once a third of them is used."""
    length = Desk.load().number_length
    number = draw_digits(length)
    while not _takes(number):
        # Counting is dear in a large desk, so only a collision makes us look how full the space is.
        if is_crowded(length, used=used_of("#" * length)):
            Desk.objects.filter(number_length=length).update(number_length=length + 1)
            length += 1
        number = draw_digits(length)
    return number


def _takes(number: str) -> bool:
    """Whether nobody has this number, and nobody who is opening a ticket just now gets it.

    The lock goes first, in a statement of its own: what was taken before it is seen by the next one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('number'), hashtext(%s))", [number])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours) and not Ticket.objects.filter(number=number).exists()
