"""Questions about chains: what blocks what, and who hangs together with whom (SLA.md, Chains)."""

from typing import Final

from tickets.models import Link, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.vocabulary import WORKABLE, LinkKind


def open_blockers(ticket: Ticket) -> list[Ticket]:
    """The tickets that hold this one up: open or pending, blocking it directly or through others."""
    found = _reach(ticket.pk, kinds=[LinkKind.BLOCKS])
    if not found:  # nearly always; even a query that is known to find nothing takes its time to be built
        return []
    return list(Ticket.objects.filter(pk__in=found, state__in=WORKABLE).order_by("opened_at"))


def links_of_chain(ticket: Ticket) -> list[Link]:
    """Every link of the chain that a ticket belongs to, in whichever direction it is reached; one query."""
    return list(Link.objects.raw(_WHOLE_CHAIN, [ticket.pk]))


def is_below(ticket: Ticket, ancestor: Ticket) -> bool:
    """Whether the ticket hangs somewhere below the other one, by links of any kind."""
    return ticket.pk in _reach(ancestor.pk, kinds=list(LinkKind))


def parts_of(incident: Ticket) -> TicketQuerySet:
    """The reports that are part of an incident."""
    return Ticket.objects.filter(parent_links__parent=incident, parent_links__kind=LinkKind.PART_OF)


def _reach(root: int, *, kinds: list[LinkKind]) -> set[int]:
    """Keys of everything below a ticket, level by level; a ring ends the walk instead of turning in it."""
    seen: set[int] = set()
    level = {root}
    while level:
        below = Link.objects.filter(parent__in=level, kind__in=kinds).values_list("child_id", flat=True)
        level = set(below) - seen - {root}
        seen |= level
    return seen


_WHOLE_CHAIN: Final = """
    WITH RECURSIVE reached (id) AS (
        SELECT %s::bigint
        UNION
        SELECT CASE WHEN link.parent_id = reached.id THEN link.child_id ELSE link.parent_id END
        FROM reached JOIN tickets_link link ON reached.id IN (link.parent_id, link.child_id)
    )
    SELECT link.* FROM tickets_link link JOIN reached ON link.parent_id = reached.id
    ORDER BY link.created_at, link.id
"""
