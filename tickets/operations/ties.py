"""How two tickets are tied together and parted, and both tell of it."""

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
    _tell_both(Event.Kind.CHAINED, link, by=by, comment=comment)
    return link


def untie(link: Link, *, by: Actor) -> None:
    """Part them again."""
    link.delete()
    _tell_both(Event.Kind.UNCHAINED, link, by=by)


def _tell_both(kind: Event.Kind, link: Link, *, by: Actor, comment: str = "") -> None:
    for ticket, other, is_child in ((link.parent, link.child, False), (link.child, link.parent, True)):
        record_event(
            ticket, kind, by=by, comment=comment, number=other.number, link=str(link.kind), is_child=is_child
        )
