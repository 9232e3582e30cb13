"""How a response gets to people: written once, delivered to everybody it says it reaches."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent
from sla.operations import Changes, give_response
from tickets.history import act
from tickets.merges import merged_keys
from tickets.models import Attachment, Delivery, Entry, Requester, Ticket
from tickets.notifications.audience import people_on
from tickets.operations.entries import add_entry
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Source


class Response(NamedTuple):
    """What was written, the addresses it goes to, and what the clock did."""

    entry: Entry
    addresses: list[str]
    changes: Changes


def write_response(
    ticket: Ticket,
    body: Body,
    *,
    by: Agent,
    to: list[Requester],
    uploads: Iterable[Attachment] = (),
    submission: UUID | None = None,
) -> Response:
    """Put a response into the thread, queue its mail, and let it answer what was asked.

    Here, and by those it goes to in what was merged into this ticket; the caller holds both locked.
    """
    entry = add_entry(
        ticket, EntryKind.RESPONSE, body, by=by, source=Source.PANEL, uploads=uploads, submission=submission
    )
    addresses = _address(entry, to)
    answer_merged(ticket, to, by=by, at=entry.created_at)
    return Response(entry, addresses, count_as_answered(ticket, by=by, at=entry.created_at))


def count_as_answered(ticket: Ticket, *, by: Agent, at: datetime) -> Changes:
    """What was asked is answered, in public or on the phone; returns what the clock did.

    Not by the agent who asked: own entries never meet own targets (SLA.md, Scenarios).
    """
    if is_own(ticket, by):
        return ()
    ticket.awaiting_since = None
    ticket.save(update_fields=["awaiting_since"])
    return give_response(ticket.clock, at=at)


def answer_merged(ticket: Ticket, to: Iterable[Requester], *, by: Agent, at: datetime) -> None:
    """What these people asked in tickets that were merged into this one is answered here (SLA.md,
    Scenarios). The caller holds them locked."""
    keys = merged_keys(ticket)
    if not keys:
        return
    for each in Ticket.objects.filter(pk__in=keys, requester__in=list(to)).order_by("pk"):
        lock_ticket(each)
        tell_changes(each, count_as_answered(each, by=by, at=at))


def choose_recipients(ticket: Ticket, to: Iterable[Requester] | None) -> list[Requester]:
    """Everybody on the ticket, or those of them that were chosen, at the most nobody.

    Raises OperationRefused for somebody who is not, or no longer, on the ticket.
    """
    people = people_on(ticket)
    if to is None:
        return people
    chosen = list(to)
    for person in chosen:
        if person not in people:
            raise OperationRefused(_("%s is no longer on this ticket. Look again whom it reaches.") % person)
    return chosen


def addresses_of(people: Iterable[Requester]) -> list[str]:
    """Where a response to these people goes; who has no address is not written to."""
    return [person.address for person in dict.fromkeys(people) if person.address]


def is_own(ticket: Ticket, agent: Agent) -> bool:
    """Whether this agent is the one who asked."""
    return _is_same(agent, ticket.requester)


def asks_for_response(ticket: Ticket, person: Requester) -> bool:
    """Whether a message of this person waits for us: not that of an agent who asked for nothing here."""
    if person == ticket.requester:
        return True
    addresses = [row.address for row in person.addresses.all()]
    agents = Agent.objects.active().annotate(address=Lower("user__email"))
    return not agents.filter(Q(user__requester=person) | Q(address__in=addresses)).exists()


def _is_same(agent: Agent, person: Requester) -> bool:
    """By the account that is linked, else by an address."""
    if person.user_id is not None and person.user_id == agent.user_id:
        return True
    return agent.user.email.lower() in [row.address for row in person.addresses.all()]


def _address(entry: Entry, to: list[Requester]) -> list[str]:
    """Fix who gets this response, exactly as *will be sent to* showed; returns the addresses."""
    with act() as under_way:
        deliveries = [
            Delivery(
                ticket=entry.ticket,
                act=under_way.id,
                entry=entry,
                channel=Delivery.Channel.MAIL,
                letter=Delivery.Letter.RESPONSE,
                requester=person,
                address=address,
                created_at=entry.created_at,
            )
            for person in dict.fromkeys(to)
            if (address := person.address)
        ]
    Delivery.objects.bulk_create(deliveries)
    return addresses_of(to)
