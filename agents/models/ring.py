"""Whether a chain of keys to the same table bites its own tail."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def closes_a_ring(start: M, following: Callable[[M], M | None]) -> bool:
    """Whether whoever goes from one row to the following, beginning at `start`, comes back to a row."""
    seen = {start.pk}
    row = following(start)
    while row is not None:
        if row.pk in seen:
            return True
        seen.add(row.pk)
        row = following(row)
    return False
