"""What follows from an act: a row for everybody who hears of it, and a job for every letter.

Runs once per act and ticket, under the ticket's job lock, so that letters of one ticket leave in order. It
only inserts rows and does no network; repeats are ignored by (act, ticket, recipient, channel).
"""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from agents.models import Agent
from sla.moment import now
from tickets.actor import agent_of, requester_of
from tickets.jobs.send_delivery import defer_sending
from tickets.models import Delivery, Entry, Event, Requester, Ticket
from tickets.notifications.limits import has_had_enough
from tickets.notifications.quiet import quiet_until
from tickets.notifications.recipients import Recipient, recipients_of

AT_ONCE: Final = RetryStrategy(max_attempts=3)
"""No waiting between the tries: under the ticket's lock it would hold up every later job of the ticket."""


_KNOWN: Final = Ticket.objects.select_related("topic", "requester", "team", "assignee__user", "department")


@jobs.task(name="tickets.publish", queue="publish", retry=AT_ONCE)
def publish(act: str, ticket_id: int) -> None:
    """Let everybody hear of what one act did to one ticket."""
    ticket = _KNOWN.filter(pk=ticket_id).first()
    if ticket is not None:
        events = Event.objects.filter(act=act, ticket=ticket).order_by("pk")
        tell(ticket, act, events.select_related("agent__user", "requester", "entry"))


@transaction.atomic
def tell(ticket: Ticket, act: str, events: Iterable[Event]) -> None:
    """Insert the deliveries of an act and queue its letters, those of a reply among them."""
    events = list(events)
    for event in events:
        event.ticket = ticket
    Delivery.objects.bulk_create(
        (_delivery(ticket, act, events, recipient) for recipient in recipients_of(ticket, events)),
        ignore_conflicts=True,
    )
    letters = Delivery.objects.filter(
        act=act, ticket=ticket, channel=Delivery.Channel.MAIL, state=Delivery.State.QUEUED
    )
    for delivery in letters.order_by("pk"):
        defer_sending(delivery)


def _delivery(ticket: Ticket, act: str, events: list[Event], recipient: Recipient) -> Delivery:
    person = recipient.person
    is_withheld = (
        recipient.letter == Delivery.Letter.AUTORESPONSE
        and isinstance(person, Requester)
        and has_had_enough(person, recipient.letter, most=settings.AUTORESPONSES_PER_HOUR)
    )
    is_mail = recipient.channel == Delivery.Channel.MAIL
    return Delivery(
        ticket=ticket,
        act=act,
        entry=_entry_for(person, events),
        channel=recipient.channel,
        letter=recipient.letter,
        agent=agent_of(person),
        requester=requester_of(person),
        address=_address_of(person) if is_mail else "",
        deliver_after=quiet_until(person, ticket, now()) if is_mail else None,
        state=_state_of(recipient, is_withheld),
        error="too many autoresponses within an hour" if is_withheld else "",
        created_at=now(),
        sent_at=now() if recipient.channel == Delivery.Channel.BELL else None,
    )


def _entry_for(person: Agent | Requester, events: list[Event]) -> Entry | None:
    """What was written in this act, as far as this person may read it: requesters see no note."""
    written = [event.entry for event in events if event.entry is not None]
    return next((entry for entry in written if entry.is_public or isinstance(person, Agent)), None)


def _state_of(recipient: Recipient, is_withheld: bool) -> str:
    if recipient.channel == Delivery.Channel.BELL:
        return Delivery.State.SENT
    return Delivery.State.WITHHELD if is_withheld else Delivery.State.QUEUED


def _address_of(person: Agent | Requester) -> str:
    return person.email if isinstance(person, Agent) else person.address
