"""Read the bell: an agent has seen what it tells."""

from agents.models import Agent
from sla.moment import now
from tickets.models import Delivery, Ticket


def read_bell(agent: Agent, *, ticket: Ticket | None = None, line: int | None = None) -> int:
    """Mark lines of the agent's own bell as read: all, those of one ticket, or one by its key.

    Harmless when repeated; returns how many were unread until now.
    """
    lines = Delivery.objects.on_the_bell(agent).unread()
    if ticket is not None:
        lines = lines.filter(ticket=ticket)
    if line is not None:
        lines = lines.filter(pk=line)
    return lines.update(read_at=now())
