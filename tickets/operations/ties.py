"""How two tickets are tied together and parted, and both tell of it."""

from typing import Any

from sla.moment import now
from tickets.actor import Actor, address_of, agent_of, requester_of
from tickets.history import record_event
from tickets.models import Entry, Event, Link, Ticket
from tickets.vocabulary import LinkKind


def tie(
    parent: Ticket, child: Ticket, kind: LinkKind, *, by: Actor, entry: Entry | None = None, comment: str = ""
) -> Link:
    """Tie them, read as "child *kind* parent"; `entry` is where in the parent it came up."""
    link = Link.objects.create(
        parent=parent,
        child=child,
        kind=kind,
        entry=entry,
        agent=agent_of(by),
        requester=requester_of(by),
        address=address_of(by),
        created_at=now(),
    )
    tell_both(Event.Kind.CHAINED, parent, child, by=by, comment=comment, link=str(kind))
    return link


def untie(link: Link, *, by: Actor) -> None:
    """Part them again."""
    link.delete()
    tell_both(Event.Kind.UNCHAINED, link.parent, link.child, by=by, link=str(link.kind))


def tell_both(
    kind: Event.Kind, parent: Ticket, child: Ticket, *, by: Actor, comment: str = "", **details: Any
) -> None:
    """Two tickets tell of the same, each naming the other."""
    for ticket, other, is_child in ((parent, child, False), (child, parent, True)):
        record_event(ticket, kind, by=by, comment=comment, number=other.number, is_child=is_child, **details)
