"""An agent's bell: one line for each act that concerned him or her, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Subquery

from agents.models import Agent
from tickets.access import visible_to
from tickets.models import Delivery, Event, Ticket
from tickets.models.delivery import DeliveryQuerySet
from tickets.notifications.recipients import weight
from tickets.notifications.wording import Sentence, describe


@dataclass(frozen=True, slots=True)
class BellLine:
    """What happened to which ticket; `key` names the line for paging and marking."""

    key: int
    ticket: Ticket
    sentence: Sentence
    at: datetime
    is_unread: bool


def unread_count(agent: Agent) -> int:
    """How many lines the agent has not read."""
    return unread_lines(agent).count()


def unread_lines(agent: Agent) -> DeliveryQuerySet:
    """The lines that the agent has not read."""
    return _lines_of(agent).unread()


def bell_lines(agent: Agent, *, before: int | None = None, size: int = 25) -> list[BellLine]:
    """A page of the bell; `before` is the key of the last line of the page before. Two queries and rights.

    What was told at the same moment stands in the order of its keys.
    """
    found = _lines_of(agent).select_related("ticket__requester").order_by("-created_at", "-pk")
    if before is not None:
        last = Delivery.objects.on_the_bell(agent).filter(pk=before).values("created_at")
        not_after, at = Q(created_at__lte=Subquery(last)), Q(created_at__lt=Subquery(last))
        found = found.filter(not_after & (at | Q(pk__lt=before)))
    deliveries = list(found[:size])
    told = _weightiest(deliveries)
    return [
        BellLine(
            key=delivery.pk,
            ticket=delivery.ticket,
            sentence=describe(told[delivery.act, delivery.ticket_id], agent),
            at=delivery.created_at,
            is_unread=delivery.read_at is None,
        )
        for delivery in deliveries
        if (delivery.act, delivery.ticket_id) in told
    ]


def _lines_of(agent: Agent) -> DeliveryQuerySet:
    """What was told to the agent of tickets that he or she still sees."""
    lines: DeliveryQuerySet = Delivery.objects.on_the_bell(agent)
    return lines.filter(ticket__in=visible_to(agent))


def _weightiest(deliveries: list[Delivery]) -> dict[tuple[UUID, int], Event]:
    """Of each act on each ticket the event that matters most."""
    events = Event.objects.filter(
        act__in={delivery.act for delivery in deliveries},
        ticket__in={delivery.ticket_id for delivery in deliveries},
    ).select_related("agent__user", "requester")
    ordered = sorted(events, key=lambda event: (weight(event), event.pk), reverse=True)
    return {(event.act, event.ticket_id): event for event in ordered}
