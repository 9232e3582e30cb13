"""The one place time comes from.

Everything that asks "what time is it" asks here, so that the demo desk, importers and tests can
tell a story that happened on other days: `with at(moment): ...`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_set_moment: ContextVar[datetime | None] = ContextVar("set_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; inside `at()` the moment that was set."""
    return _set_moment.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything inside the block happen at this moment (aware; raises ValueError if it is not)."""
    if timezone.is_naive(moment):
        raise ValueError("at() takes an aware moment")
    token = _set_moment.set(moment)
    try:
        yield
    finally:
        _set_moment.reset(token)
