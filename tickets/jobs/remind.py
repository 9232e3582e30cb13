"""Every minute: tickets whose reminder has come are taken up again."""

from procrastinate.contrib.django import app as jobs

from tickets.models import Ticket
from tickets.operations.remind import remind_ticket


@jobs.periodic(cron="* * * * *")
@jobs.task(name="tickets.remind", queue="publish", queueing_lock="tickets.remind")
def remind(timestamp: int) -> None:
    """One transaction for each ticket; what fails for one is raised when all the others are done."""
    errors: list[Exception] = []
    for ticket in Ticket.objects.reminders_due().iterator():
        try:
            remind_ticket(ticket)
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("reminders that failed", errors)
