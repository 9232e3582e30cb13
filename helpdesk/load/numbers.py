"""Numbers for thousands of tickets at once: all different, in no order that one sees, and none in use."""

from collections.abc import Iterator
from math import gcd
from typing import Final

from tickets.models import Desk, Ticket
from tickets.numbering import is_crowded, used_of

LOOKED_AT_ONCE: Final = 5_000


def make_room(more: int) -> int:
    """Let the desk number so long that this many more leave two thirds free; returns the digits."""
    desk = Desk.load()
    length = desk.number_length
    while is_crowded(length, used=used_of("#" * length) + more):
        length += 1
    if length != desk.number_length:
        Desk.objects.filter(pk=desk.pk).update(number_length=length)
    return length


def free_numbers(length: int) -> Iterator[str]:
    """Numbers nobody has.

    Going round the whole space in steps that have no common factor with its size meets every number once.
    """
    lowest, space = 10 ** (length - 1), 9 * 10 ** (length - 1)
    step = int(space * 0.6180339887)
    while gcd(step, space) != 1:
        step += 1
    for met in range(1, space, LOOKED_AT_ONCE):
        places = range(met, min(met + LOOKED_AT_ONCE, space))
        drawn = [str(lowest + place * step % space) for place in places]
        taken = set(Ticket.objects.filter(number__in=drawn).values_list("number", flat=True))
        yield from (number for number in drawn if number not in taken)
