"""Collaborate: another requester gets the replies and may write."""

from sla.moment import now
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Collaborator, Event, Requester, Ticket
from tickets.operations.access_links import revoke_links_of
from tickets.operations.lock import lock_ticket
from tickets.operations.register_requester import register_requester
from tickets.operations.statuses import refuse_set_aside


@operation
def add_collaborator(ticket: Ticket, address: str, *, by: Actor, name: str = "") -> None:
    """Put whoever is behind an address onto the ticket; known or unknown, nothing tells (SECURITY.md 3).

    Harmless for the requester and for who is on it already. The caller has validated the address. Raises
    PermissionDenied without `ticket.collaborate`, OperationRefused for what is in the trash.
    """
    lock_ticket(ticket)

    require(by, "ticket.collaborate", ticket)
    refuse_set_aside(ticket)
    person = register_requester(address, name=name)
    there = ticket.collaborators.filter(requester=person)
    there.filter(came_with__isnull=False).update(
        came_with=None
    )  # asked for by name, so no merge takes it back
    if person == ticket.requester or there.exists():
        return

    Collaborator.objects.create(ticket=ticket, requester=person, created_at=now())

    record_event(
        ticket, Event.Kind.COLLABORATOR_ADDED, by=by, name=person.name, address=address.strip().lower()
    )


@operation
def remove_collaborator(ticket: Ticket, person: Requester, *, by: Actor) -> None:
    """Take a collaborator off the ticket, and with that every mailed link by which he or she opened it.

    Harmless for who is not on it. Raises PermissionDenied without `ticket.collaborate`.
    """
    lock_ticket(ticket)

    require(by, "ticket.collaborate", ticket)
    collaborators = ticket.collaborators.filter(requester=person)
    if not collaborators.exists():
        return

    collaborators.delete()
    revoke_links_of(person, ticket)

    record_event(ticket, Event.Kind.COLLABORATOR_REMOVED, by=by, name=person.name, address=person.address)
