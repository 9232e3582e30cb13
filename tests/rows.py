"""Tables whose rows share one world: it is built once, and what a row does to it is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def taken_back() -> Iterator[None]:
    """Leave the database as it was; objects at hand keep what was done to them, so load them inside."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)
