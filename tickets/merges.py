"""Questions about merged tickets: a merge is a pointer, and what it shows is read along it.

Nothing of a merged ticket is copied or moved. Tickets that were merged into a merged one go on in the last
of the line.
"""

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from tickets.models import Entry, Requester, Ticket
from tickets.models.entry import EntryQuerySet

_BELOW: Final = """
    WITH RECURSIVE below (id) AS (
        SELECT child.id FROM tickets_ticket child WHERE child.merged_into_id = {ticket}
        UNION
        SELECT merged.id FROM below JOIN tickets_ticket merged ON merged.merged_into_id = below.id
    )
    SELECT id FROM below ORDER BY id
"""
_ABOVE: Final = """
    WITH RECURSIVE above (id, step) AS (
        SELECT merged_into_id, 1 FROM tickets_ticket WHERE id = %s
        UNION ALL
        SELECT parent.merged_into_id, step + 1 FROM above JOIN tickets_ticket parent ON parent.id = above.id
    )
    SELECT id FROM above WHERE id IS NOT NULL ORDER BY step
"""


class MergedKeys(models.Func):
    """The keys of what was merged into a ticket, directly or by way of others, as a column of its row."""

    template = f"ARRAY({_BELOW.format(ticket='%(expressions)s')})"
    output_field = ArrayField(models.BigIntegerField())

    def __init__(self) -> None:
        super().__init__(models.F("pk"))


def merged_keys(ticket: Ticket) -> list[int]:
    """What was merged into the ticket, directly or by way of others, in the order of their keys."""
    return _keys(_BELOW.format(ticket="%s"), ticket)


def parents_of(ticket: Ticket) -> list[Ticket]:
    """The ticket it was merged into, the one that was merged into, and so on: the last one goes on."""
    keys = _keys(_ABOVE, ticket)
    found = Ticket.objects.in_bulk(keys) if keys else {}
    return [found[key] for key in keys]


def last_parent(ticket: Ticket) -> Ticket:
    """Where the ticket goes on: the last of those it was merged into, or itself; one look at the rows."""
    keys = _keys(_ABOVE, ticket)
    return Ticket.objects.get(pk=keys[-1]) if keys else ticket


def thread_of(ticket: Ticket) -> EntryQuerySet:
    """The entries that its page shows in their order: its own and those of what was merged into it."""
    entries: Any = Entry.objects.filter(ticket__in=[ticket.pk, *merged_keys(ticket)])
    return entries


def own_people(ticket: Ticket) -> list[Requester]:
    """Its requester and its collaborators, without those who came with what was merged into it."""
    collaborators = Requester.objects.filter(
        collaborations__ticket=ticket, collaborations__came_with__isnull=True
    ).order_by("collaborations__created_at", "collaborations__pk")
    return [ticket.requester, *(person for person in collaborators if person != ticket.requester)]


def _keys(query: str, ticket: Ticket) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [ticket.pk])
        return [key for (key,) in cursor.fetchall()]
