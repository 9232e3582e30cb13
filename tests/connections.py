"""What happens on two real connections at once; for tests that commit (the fixture `committed`)."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from tickets.history import act

PATIENCE = 10.0


def while_held(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Do `first` without committing it, start `second` elsewhere, and commit once it waits for a lock.

    Returns what each returned, or the exception that the second one raised. Fails if it doesn't wait.
    """
    with ThreadPoolExecutor(1) as pool:
        with act():
            done = first()
            waiting = pool.submit(_elsewhere, second)
            _until_somebody_waits()
        failure = waiting.exception(timeout=PATIENCE)
        return done, failure if failure is not None else waiting.result()


def _elsewhere(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


def _until_somebody_waits() -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid() LIMIT 1")
            if cursor.fetchone():
                return
        time.sleep(0.005)
    raise AssertionError("Nobody waited for a lock: these two don't take turns")
