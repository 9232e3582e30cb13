"""What words find, the best first: the keys behind the search page and its CSV."""

from dataclasses import dataclass

from agents.models import Agent
from sla.moment import now
from tickets.access import visible_to
from tickets.models.ticket import TicketQuerySet
from tickets.search.conditions import condition
from tickets.search.language import Query
from tickets.search.numbers import begins_like
from tickets.search.words import Found, find_by


@dataclass(frozen=True, slots=True)
class Ranked:
    """The keys of the tickets in their order, the tickets they are of, and how far was looked."""

    keys: list[int]
    tickets: TicketQuerySet
    found: Found


def ranked(agent: Agent, query: Query) -> Ranked:
    """Tickets whose number begins like the words, then those in which they stand."""
    tickets = visible_to(agent).filter(condition(Query(terms=query.terms), agent, now()))
    found = find_by(query.words, tickets)
    by_number = begins_like(query.words, tickets)
    return Ranked(list(dict.fromkeys([*by_number, *found.keys])), tickets, found)
