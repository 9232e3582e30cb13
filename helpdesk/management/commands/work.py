import asyncio
import signal
from contextlib import suppress
from typing import Any, Final

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

QUEUES: Final = {"publish": 2, "send": 4, "fetch": 2, "slow": 1}
"""How many jobs of each queue run at once: none waits behind a slow mail server."""

PATIENCE: Final = 20
"""Seconds in which a job may come to its end when the worker is asked to stop."""


class Command(BaseCommand):
    """Does the jobs of all queues, each queue with a concurrency of its own."""

    help = "Work off the jobs that operations defer: letters, alerts, reminders, tidying up."

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(_work())


async def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            workers = asyncio.gather(
                *(
                    working.run_worker_async(
                        queues=[queue],
                        name=queue,
                        concurrency=concurrency,
                        install_signal_handlers=False,
                        shutdown_graceful_timeout=PATIENCE,
                    )
                    for queue, concurrency in QUEUES.items()
                )
            )
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, workers.cancel)
            with suppress(asyncio.CancelledError):
                await workers
