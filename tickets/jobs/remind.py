"""Every minute: tickets whose reminder has come are taken up again."""

from procrastinate.contrib.django import app as jobs

from tickets.jobs.each import for_each
from tickets.models import Ticket
from tickets.operations.remind import remind_ticket


@jobs.periodic(cron="* * * * *")
@jobs.task(name="tickets.remind", queue="publish", queueing_lock="tickets.remind")
def remind(timestamp: int) -> None:
    """One transaction for each ticket."""
    for_each(Ticket.objects.reminders_due().iterator(), remind_ticket)
