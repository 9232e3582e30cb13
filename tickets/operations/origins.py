"""Why a ticket's values are what they are, kept true by every verb that changes one (SLA.md, The plan)."""

from typing import Any, Final

from tickets.actor import Actor, System
from tickets.models import Ticket
from tickets.vocabulary import Origin

LASTING: Final = (Origin.AGENT, Origin.RULE)
"""What an agent or a rule set is not asked again when the topic or the department changes."""


def origin_of(by: Actor) -> Origin:
    """Where a value comes from that this actor sets."""
    return Origin.RULE if isinstance(by, System) else Origin.AGENT


def remember_origin(ticket: Ticket, name: str, value: Any, origin: Origin) -> None:
    """Note where a value comes from; what is empty comes from nowhere. The caller saves `origins`."""
    if value is None:
        ticket.origins.pop(name, None)
    else:
        ticket.origins[name] = origin.value


def is_lasting(ticket: Ticket, name: str) -> bool:
    """Whether this value stays when the ticket is routed anew."""
    return ticket.origins.get(name) in LASTING
