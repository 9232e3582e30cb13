"""Tells what happened on other days: the operations at set moments, and at once all that follows from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector, JobRow

from sla.moment import at, now
from tickets.jobs.send_delivery import defer_sending
from tickets.models import Delivery


class Stage:
    """A queue that lives in memory, so that the told past leaves no job behind and needs no worker."""

    def __init__(self) -> None:
        self._queue = InMemoryConnector()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let jobs be deferred to the stage instead of the database; letters held at the end go there."""
        with app.replace_connector(self._queue):
            yield
        held = [job["args"]["delivery_id"] for job in self._queue.jobs.values()]
        for delivery in Delivery.objects.filter(pk__in=held):
            defer_sending(delivery)

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let the block happen at this moment, then let its jobs run as of the same moment.

        Before it come the jobs that waited for an earlier one: letters held over night.
        """
        while (waiting_until := self._first_scheduled()) is not None and waiting_until <= moment:
            with at(waiting_until):
                self._run_jobs()
        with at(moment):
            yield
            self._run_jobs()

    def _first_scheduled(self) -> datetime | None:
        scheduled = [job["scheduled_at"] for job in self._queue.jobs.values()]
        return min((moment for moment in scheduled if moment is not None), default=None)

    def _run_jobs(self) -> None:
        """Run what may run now, in order, and what it defers."""
        while ready := [key for key, job in self._queue.jobs.items() if _may_run(job)]:
            job = self._queue.jobs.pop(min(ready))
            app.tasks[job["task_name"]](**job["args"])


def _may_run(job: JobRow) -> bool:
    return job["scheduled_at"] is None or job["scheduled_at"] <= now()
