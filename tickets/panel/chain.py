"""The chain of a ticket as a tree, with the ticket at hand in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tickets.models import Ticket
from tickets.panel.addresses import ticket_address
from tickets.panel.reading import Reading
from tickets.vocabulary import LinkKind


@dataclass(slots=True)
class Node:
    """A ticket of the chain, as parts/_chain_node.html draws it."""

    number: str
    url: str
    subject: str
    state: str
    status: str
    holder: str
    due_at: datetime | None
    relation: str
    is_current: bool
    children: list["Node"] = field(default_factory=list)


def chain_of(reading: Reading, request: HttpRequest) -> dict[str, Any] | None:
    """The tree of what the reader sees of the chain; None where nothing of it is seen but the ticket."""
    others = [ticket for key, ticket in reading.chained.items() if key != reading.ticket.pk]
    if not others:
        return None
    planted = _Planting(reading, request)
    return {"title": _("Chain of %d") % len(reading.chained), "nodes": list(planted.trees())}


def blocking(reading: Reading) -> list[Ticket]:
    """The open tickets that block this one, directly or through others, as far as the reader sees them."""
    blockers: list[Ticket] = []
    level = {reading.ticket.pk}
    met = set(level)
    while level:
        level = {
            link.child_id
            for link in reading.links
            if link.parent_id in level and link.kind == LinkKind.BLOCKS and link.child_id not in met
        }
        met |= level
        blockers += [
            reading.chained[key]
            for key in sorted(level)
            if key in reading.chained and reading.chained[key].is_workable
        ]
    return blockers


class _Planting:
    """Grows the trees of a chain; a ticket that hangs below two others stands below the first."""

    def __init__(self, reading: Reading, request: HttpRequest) -> None:
        self.reading = reading
        self.request = request
        self.planted: set[int] = set()

    def trees(self) -> Iterator[Node]:
        """From the tickets that hang below none the reader sees; what is left belongs to rings."""
        seen = self.reading.chained
        below = {link.child_id for link in self.reading.links if link.parent_id in seen}
        for key in [*(key for key in seen if key not in below), *seen]:
            if key not in self.planted:
                yield self._grow(key, "")

    def _grow(self, key: int, relation: str) -> Node:
        self.planted.add(key)
        ticket = self.reading.chained[key]
        node = Node(
            number=ticket.number,
            url=ticket_address(ticket, self.request),
            subject=ticket.subject,
            state=ticket.state,
            status=ticket.status.name,
            holder=str(ticket.assignee or ticket.team or ""),
            due_at=ticket.next_due_at if ticket.is_workable else None,
            relation=relation,
            is_current=key == self.reading.ticket.pk,
        )
        for link in self.reading.links:
            is_below = link.parent_id == key and link.child_id in self.reading.chained
            if is_below and link.child_id not in self.planted:
                node.children.append(self._grow(link.child_id, self._relation(link.kind, ticket)))
        return node

    def _relation(self, kind: str, parent: Ticket) -> str:
        """ "blocks this" where the parent is the ticket at hand, else "blocks #104519"."""
        is_this = parent.pk == self.reading.ticket.pk
        return f"{LinkKind(kind).label} {_('this') if is_this else '#' + parent.number}"
