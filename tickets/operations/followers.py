"""Who is told of a ticket without having to do with it, and who goes on seeing it."""

from agents.models import Agent
from sla.moment import now
from tickets.models import Follower, Ticket, TicketAccess
from tickets.vocabulary import AccessReason


def let_follow(ticket: Ticket, agent: Agent) -> bool:
    """Make the agent a follower; whether he or she was none before."""
    _follower, is_new = Follower.objects.get_or_create(
        ticket=ticket, agent=agent, defaults={"created_at": now()}
    )
    return is_new


def keep_access(ticket: Ticket, agent: Agent, reason: AccessReason) -> None:
    """Let one agent go on seeing the ticket, whatever department it goes to."""
    TicketAccess.objects.get_or_create(
        ticket=ticket, agent=agent, reason=reason, defaults={"created_at": now()}
    )
