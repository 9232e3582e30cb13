"""`manage.py work`: the jobs without the web."""

import asyncio
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from helpdesk import lifeline
from helpdesk.deferring import Connector

GRACE = 10  # seconds that jobs have to end


class Command(BaseCommand):
    """Does the jobs of all queues in one process, each queue at a pace of its own."""

    help = "Work on all queues of jobs, in one process (JOB_QUEUES says how many at a time)."

    def handle(self, *args: Any, **options: Any) -> None:
        lifeline.follow()
        sys.exit(asyncio.run(_work(settings.JOB_QUEUES)))


async def _work(queues: dict[str, int]) -> int:
    """Work until a signal ends it; returns 1 if a worker ended by itself, as without its database."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(sum(queues.values())))
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked_to_stop.set)
    connector = cast(Connector, app.connector)
    with app.replace_connector(connector.get_worker_connector()):
        async with app.open_async():
            workers = [
                asyncio.create_task(
                    app.run_worker_async(
                        queues=[queue],
                        name=queue,
                        concurrency=concurrency,
                        shutdown_graceful_timeout=GRACE,
                        install_signal_handlers=False,
                    )
                )
                for queue, concurrency in queues.items()
            ]
            asked = asyncio.create_task(asked_to_stop.wait())
            await asyncio.wait([asked, *workers], return_when=asyncio.FIRST_COMPLETED)
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            return 0 if asked.done() else 1
