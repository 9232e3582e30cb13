"""The people of a merged ticket: they join those of the ticket it was merged into, and leave with it."""

from collections.abc import Iterable

from sla.moment import now
from tickets.merges import merged_keys, own_people
from tickets.models import Collaborator, Ticket
from tickets.operations.access_links import revoke_links_of


def bring_people(child: Ticket, parent: Ticket) -> None:
    """Whoever asked or reads along in the child, or in what was merged into it, does so in the parent."""
    there = {parent.requester_id, *parent.collaborators.values_list("requester", flat=True)}
    for ticket in [child, *_merged_into(child)]:
        for person in own_people(ticket):
            if person.pk not in there:
                Collaborator.objects.create(
                    ticket=parent, requester=person, came_with=ticket, created_at=now()
                )
                there.add(person.pk)


def take_people_along(child: Ticket, parents: Iterable[Ticket]) -> None:
    """Take those whom the child had brought off the tickets it was merged into, with their links.

    Who is there by another merged ticket as well stays, by that one.
    """
    leaving = [child.pk, *merged_keys(child)]
    for parent in parents:
        staying = [(ticket, own_people(ticket)) for ticket in _merged_into(parent)]
        for row in parent.collaborators.filter(came_with__in=leaving).select_related("requester"):
            ticket = next((ticket for ticket, people in staying if row.requester in people), None)
            if ticket is not None:
                row.came_with = ticket
                row.save(update_fields=["came_with"])
            else:
                revoke_links_of(row.requester, parent)
                row.delete()


def _merged_into(ticket: Ticket) -> list[Ticket]:
    return list(Ticket.objects.filter(pk__in=merged_keys(ticket)).select_related("requester"))
