"""Every hour: resolved tickets that nobody came back to are closed, as their letter announced."""

from contextlib import suppress

from procrastinate.contrib.django import app as jobs

from agents.errors import OperationRefused
from tickets.jobs.each import for_each
from tickets.models import Ticket
from tickets.operations.close_left_alone import close_left_alone


@jobs.periodic(cron="7 * * * *")
@jobs.task(name="tickets.close_left_alone", queue="slow", queueing_lock="tickets.close_left_alone")
def close_all_left_alone(timestamp: int) -> None:
    """Those that an open ticket of their chain blocks wait for it."""
    for_each(Ticket.objects.left_alone().iterator(), _close)


def _close(ticket: Ticket) -> None:
    with suppress(OperationRefused):
        close_left_alone(ticket)
