"""The same for many tickets, each for itself: one that fails holds up no other."""

from collections.abc import Callable

from tickets.models import Ticket
from tickets.models.ticket import TicketQuerySet


def for_each(tickets: TicketQuerySet, do: Callable[[Ticket], object]) -> None:
    """Do it to each; what failed is raised together (ExceptionGroup) when all the others are done."""
    errors: list[Exception] = []
    for ticket in tickets.iterator():
        try:
            do(ticket)
        except Exception as error:
            error.add_note(f"ticket #{ticket.number}")
            errors.append(error)
    if errors:
        raise ExceptionGroup("some tickets failed", errors)
