"""Deferred jobs in tests: look at them, or run them here and now."""

import asyncio

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def deferred(name: str) -> list[dict]:
    """The arguments of the jobs of this name that wait, in the order in which they were deferred."""
    return list(_waiting().filter(task_name=name).values_list("args", flat=True))


def run_jobs(only: str = "") -> None:
    """Run what waits, or the jobs of one name, in order, in this process and transaction, until none does.

    Jobs scheduled for later are left alone; an error in a job is the test's error.
    """
    ready = _waiting().filter(scheduled_at__isnull=True)
    if only:
        ready = ready.filter(task_name=only)
    while jobs := list(ready.all()):
        for job in jobs:
            app.tasks[job.task_name](**job.args)
            _finish(job.pk)


def publish_acts() -> None:
    """Decide who hears of what happened, and write no letter: for tests that ask no more than that."""
    run_jobs(only="tickets.publish")


def run_worker() -> None:
    """Let the real worker work, on connections of its own, until nothing waits; for tests that commit."""

    async def until_nothing_waits() -> None:
        async with app.open_async():
            await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(until_nothing_waits())


def _waiting():
    return ProcrastinateJob.objects.filter(status="todo").order_by("pk")


def _finish(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job_id])


def empty_job_tables() -> None:
    """Django leaves tables that it doesn't manage as they are; tests that commit empty them by this."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers CASCADE"
        )
