"""Who acts: an agent, a requester, or the system itself; always the argument `by`."""

from typing import Final, TypeAlias

from agents.models import Agent
from tickets.models import Requester


class System:
    """The desk acting by itself: a rule, a reminder, the watcher."""

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()

Actor: TypeAlias = Agent | Requester | System


def agent_of(actor: Actor) -> Agent | None:
    return actor if isinstance(actor, Agent) else None


def requester_of(actor: Actor) -> Requester | None:
    return actor if isinstance(actor, Requester) else None


def address_of(actor: Actor) -> str:
    """The address the actor is known by now, kept with what he does."""
    if isinstance(actor, Agent):
        return actor.email
    if isinstance(actor, Requester):
        return actor.address
    return ""
