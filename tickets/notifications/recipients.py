"""The one table: which event, who hears of it, and on which channel.

Never who did it, never who is inactive, never who doesn't see the ticket. A response is no row here: the
reply itself says whom it reaches.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from agents.models import Agent
from tickets.access import sees
from tickets.models import Delivery, Event, Requester, Ticket
from tickets.notifications.audience import Audience, Who, people_on
from tickets.vocabulary import EntryKind, LinkKind, Source, State

Kind = Event.Kind
Channel = Delivery.Channel
Letter = Delivery.Letter


@dataclass(frozen=True, slots=True)
class Row:
    """Who hears: the people on the ticket by a letter, agents by mail and bell, agents by bell alone."""

    letter: Letter | None = None
    alert: tuple[Who, ...] = ()
    bell: tuple[Who, ...] = ()


NOBODY: Final = Row()
ON_THE_SIDE: Final = Row(bell=(Who.ASSIGNEE, Who.FOLLOWERS))
"""Whoever works on it sees that something changed; nobody is called."""

TABLE: Final[dict[str, Row]] = {
    # What a bell says of an act is its first kind in this order, so the weightiest come first.
    Kind.OPENED: Row(Letter.AUTORESPONSE, alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.RECEIVED: Row(Letter.NOTICE, alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.REPLIED: ON_THE_SIDE,
    Kind.ANSWERED_BY_PHONE: ON_THE_SIDE,
    Kind.ESCALATED: Row(Letter.NOTICE, alert=(Who.TEAM, Who.LEAD), bell=(Who.GIVER, Who.FOLLOWERS)),
    Kind.RETURNED: Row(alert=(Who.HOLDER,), bell=(Who.GIVER, Who.MANAGER_IF_GIVER_IS_AWAY, Who.FOLLOWERS)),
    Kind.TRANSFERRED: Row(Letter.NOTICE, alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.ASSIGNED: Row(alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.REFERRED: Row(alert=(Who.REFERRED,)),
    Kind.NOTED: Row(alert=(Who.ASSIGNEE,), bell=(Who.TEAM, Who.FOLLOWERS)),
    Kind.RELEASED: Row(bell=(Who.HOLDER, Who.FOLLOWERS)),
    Kind.CLAIMED: Row(bell=(Who.FOLLOWERS,)),
    Kind.REOPENED: Row(Letter.NOTICE, alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.RESOLVED: Row(Letter.NOTICE, bell=(Who.ASSIGNEE, Who.FOLLOWERS)),
    Kind.CLOSED: Row(Letter.NOTICE, bell=(Who.ASSIGNEE, Who.FOLLOWERS)),
    Kind.NOT_ESCALATED: Row(alert=(Who.MANAGER,), bell=(Who.HOLDER, Who.LEAD, Who.FOLLOWERS)),
    Kind.TARGET_BREACHED: Row(alert=(Who.HOLDER, Who.LEAD, Who.MANAGER), bell=(Who.FOLLOWERS,)),
    Kind.DUE_MISSED: Row(alert=(Who.HOLDER, Who.LEAD, Who.MANAGER), bell=(Who.FOLLOWERS,)),
    Kind.RULE_APPLIED: Row(alert=(Who.NAMED_BY_RULE,)),
    Kind.TARGET_WARNED: Row(alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.DUE_WARNED: Row(alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.UNPROMISABLE: Row(alert=(Who.MANAGER,)),
    Kind.REMINDED: Row(alert=(Who.HOLDER,), bell=(Who.FOLLOWERS,)),
    Kind.REPLANNED: ON_THE_SIDE,
    Kind.PRIORITIZED: ON_THE_SIDE,
    Kind.DUE_SET: ON_THE_SIDE,
    Kind.DUE_REMOVED: ON_THE_SIDE,
    Kind.RETOPICKED: ON_THE_SIDE,
    Kind.RENAMED: ON_THE_SIDE,
    Kind.PENDED: ON_THE_SIDE,
    Kind.RESUMED: ON_THE_SIDE,
    Kind.MERGED: Row(Letter.NOTICE, bell=(Who.ASSIGNEE, Who.FOLLOWERS)),
    Kind.UNMERGED: Row(Letter.NOTICE, bell=(Who.ASSIGNEE, Who.FOLLOWERS)),
    Kind.CHAINED: ON_THE_SIDE,
    Kind.UNCHAINED: ON_THE_SIDE,
    Kind.TRASHED: ON_THE_SIDE,
    Kind.RESTORED: ON_THE_SIDE,
    Kind.COLLABORATOR_ADDED: Row(Letter.NOTICE),
    Kind.COLLABORATOR_REMOVED: NOBODY,
    Kind.BREACH_WITHDRAWN: ON_THE_SIDE,
    Kind.TARGET_MET: NOBODY,
    Kind.UNREFERRED: NOBODY,
    Kind.TAGGED: NOBODY,
    Kind.FOLLOWED: NOBODY,
    Kind.UNFOLLOWED: NOBODY,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who hears, how, and by what kind of message."""

    person: Agent | Requester
    channel: Channel
    letter: Letter


def recipients_of(ticket: Ticket, events: Iterable[Event]) -> list[Recipient]:
    """Who hears of what one act did to a ticket, each once per channel; `events` in their order."""
    events = list(events)
    audience = Audience(ticket)
    found: dict[tuple[Agent | Requester, Channel], Letter] = {}
    for event in events:
        if event.details.get("alerts") is False:
            continue
        row = TABLE[event.kind]
        for person in _told_by_letter(ticket, event):
            found.setdefault((person, Channel.MAIL), row.letter or Letter.NOTICE)
        for who in row.alert:
            for agent in audience.agents(who, event):
                found.setdefault((agent, Channel.MAIL), Letter.ALERT)
                found.setdefault((agent, Channel.BELL), Letter.ALERT)
        for who in row.bell:
            for agent in audience.agents(who, event):
                found.setdefault((agent, Channel.BELL), Letter.ALERT)
    allowed = {person for person, _channel in found if _hears(person, ticket, events)}
    return [
        Recipient(person, channel, letter) for (person, channel), letter in found.items() if person in allowed
    ]


def weight(event: Event) -> int:
    """Where its kind stands in the table: the lower, the more it matters."""
    return _WEIGHTS[event.kind]


_WEIGHTS: Final = {kind: index for index, kind in enumerate(TABLE)}


def _told_by_letter(ticket: Ticket, event: Event) -> list[Requester]:
    """The people whom a letter tells of this event."""
    if TABLE[event.kind].letter is None or ticket.state == State.TRASHED or _is_our_own_step(ticket):
        return []
    people = people_on(ticket)
    if event.kind == Kind.OPENED:
        by_itself = ticket.topic is None or ticket.topic.sends_autoresponse
        return people[:1] if by_itself else []
    if event.kind == Kind.COLLABORATOR_ADDED:
        added = event.details.get("address")
        return [person for person in people if person.addresses.filter(address=added).exists()]
    if event.details.get("nothing_to_do"):
        return []
    if event.kind in (Kind.MERGED, Kind.UNMERGED) and not event.details.get("is_child"):
        return []
    return people


def _is_our_own_step(ticket: Ticket) -> bool:
    """Opened by us as work that another ticket waits for, and nobody has written to the requester in it.

    Who asked hears of it there.
    """
    if ticket.source != Source.PANEL or not ticket.parent_links.filter(kind=LinkKind.BLOCKS).exists():
        return False
    return not ticket.entries.filter(kind=EntryKind.RESPONSE).exists()


def _hears(person: Agent | Requester, ticket: Ticket, events: list[Event]) -> bool:
    """Not of one's own act, except that who opens a ticket gets its number; nothing without an address."""
    if isinstance(person, Requester):
        is_opener = any(event.kind == Kind.OPENED for event in events)
        return bool(person.address) and (is_opener or not _is_actor(person, events))
    return person.is_active and not _is_actor(person, events) and sees(person, ticket)


def _is_actor(person: Agent | Requester, events: list[Event]) -> bool:
    """Whether the same human did any of it, as agent or as requester."""
    for event in events:
        author = event.author
        if author is None:
            continue
        if author == person or (author.user_id is not None and author.user_id == person.user_id):
            return True
    return False
