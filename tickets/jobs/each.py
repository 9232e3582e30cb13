"""The same for many tickets, each for itself: one that fails holds up no other."""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from tickets.models import Ticket

KEPT: Final = 10
"""Errors that are raised; every one is in the log, and thousands of them would fill the memory."""

logger = logging.getLogger(__name__)


def for_each(tickets: Iterable[Ticket], do: Callable[[Ticket], object]) -> None:
    """Do it to each; the first that failed are raised together (ExceptionGroup) when all others are done."""
    errors: list[Exception] = []
    for ticket in tickets:
        try:
            do(ticket)
        except Exception as error:
            logger.exception("%s failed for ticket #%s", getattr(do, "__name__", do), ticket.number)
            error.add_note(f"ticket #{ticket.number}")
            if len(errors) < KEPT:
                errors.append(error)
    if errors:
        raise ExceptionGroup("some tickets failed", errors)
