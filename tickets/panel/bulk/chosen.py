"""Which tickets of a list are meant: those ticked, all on its page, or all of it up to a limit."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from agents.models import Agent
from tickets.access import visible_to
from tickets.models import Ticket
from tickets.paging import page_of
from tickets.panel.addresses import KEPT
from tickets.panel.narrowing import Narrowed, narrowed

AT_MOST: Final = 500
"""Tickets in one go: what a person still answers for, and what one request does in a few seconds."""

NUMBER: Final = re.compile(r"[A-Z0-9-]{4,20}")
CURSOR: Final = ("after", "before", "page")
PAGE, LIST = "page", "list"
"""What `whole` may say besides the ticks."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The numbers of the tickets in the list's order, and the page of the list they were chosen on.

    `is_too_many`: more were ticked than one go takes; of a whole list the first are taken, as it says.
    """

    numbers: list[str]
    shown: Narrowed | None
    place: dict[str, str]
    is_too_many: bool = False

    @property
    def back(self) -> str:
        """The page of the list that they were chosen on; nothing where there is no such list any more."""
        cursor: dict[str, Any] = {name: self.place[name] for name in CURSOR if name in self.place}
        return self.shown.address(**cursor) if self.shown else ""


def chosen(agent: Agent, sent: QueryDict) -> Chosen:
    """What a list's form, or a page that asked on, says.

    `ticket` once for each tick, `tickets` and `listed` with spaces between the numbers.
    """
    shown = narrowed(agent, sent.get("queue", ""), sent)
    place = {name: value for name in (*KEPT, *CURSOR) if (value := sent.get(name, ""))}
    whole = sent.getlist("whole")
    if LIST in whole and shown is not None:
        return Chosen(_first_of(shown, agent), shown, place)
    written = [*sent.getlist("ticket"), sent.get("tickets", "")]
    if PAGE in whole:
        written.append(sent.get("listed", ""))
    numbers = list(dict.fromkeys(NUMBER.findall(" ".join(written).upper())))
    return Chosen(numbers, shown, place, is_too_many=len(numbers) > AT_MOST)


def tickets_named(agent: Agent, numbers: list[str]) -> list[Ticket]:
    """The tickets with these numbers that the agent sees, in this order."""
    by_number = {ticket.number: ticket for ticket in visible_to(agent).filter(number__in=numbers)}
    return [by_number[number] for number in numbers if number in by_number]


def _first_of(shown: Narrowed, agent: Agent) -> list[str]:
    page = page_of(shown.queue.tickets(agent), shown.sort, known=visible_to(agent), size=AT_MOST)
    return [ticket.number for ticket in page.rows]
