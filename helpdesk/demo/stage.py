"""Tells what happened on other days: the operations at set moments, and at once all that follows from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from sla.moment import at


class Stage:
    """A queue that lives in memory, so that the told past leaves no job behind and needs no worker."""

    def __init__(self) -> None:
        self._queue = InMemoryConnector()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let jobs be deferred to the stage instead of the database."""
        with app.replace_connector(self._queue):
            yield

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let the block happen at this moment, then let its jobs run as of the same moment."""
        with at(moment):
            yield
            self._run_jobs()

    def _run_jobs(self) -> None:
        while self._queue.jobs:
            key = min(self._queue.jobs)
            job = self._queue.jobs.pop(key)
            app.tasks[job["task_name"]](**job["args"])
