"""Merge tickets, and take a merge back: a pointer and a ledger, never a move (SLA.md, Chains)."""

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from sla.models import Stop
from sla.moment import now
from sla.operations import resume_clock, stop_clock
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation
from tickets.merges import last_parent, parents_of
from tickets.models import Event, Ticket
from tickets.operations.brought_people import bring_people, take_people_along
from tickets.operations.lock import lock_merges, lock_tickets
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import choose_status, refuse_set_aside
from tickets.operations.ties import tell_both
from tickets.operations.waiting import take_up_if_reminded
from tickets.vocabulary import State


@operation
def merge_ticket(ticket: Ticket, *, into: Ticket, by: Actor, comment: str = "") -> Ticket:
    """Let a ticket go on in another one; returns that one, the last where it was merged further.

    Its thread is read there by whoever sees that ticket, its people join those there, its clock stands
    still. The parent's clock is untouched. Merging it there again changes nothing. Raises PermissionDenied
    without `ticket.merge` on both, OperationRefused for a ticket with itself, for what would close a ring,
    for one that was merged elsewhere and for what is in the trash.
    """
    lock_merges()
    parent = last_parent(into)
    lock_tickets(ticket, parent)

    for each in (ticket, parent):
        require(by, "ticket.merge", each)
    if ticket.merged_into_id is not None and last_parent(ticket) == parent:
        return parent
    refuse_set_aside(ticket)
    refuse_set_aside(parent)
    _refuse_ring(ticket, into, parent)

    before = ticket.status
    ticket.status, ticket.state = choose_status(State.MERGED), State.MERGED
    ticket.merged_into, ticket.merged_at, ticket.merged_from = parent, now(), before
    ticket.save(update_fields=["status", "state", "merged_into", "merged_at", "merged_from"])
    changes = stop_clock(ticket.clock, cause=Stop.Cause.MERGED, at=ticket.merged_at)
    bring_people(ticket, parent)

    tell_both(Event.Kind.MERGED, parent, ticket, by=by, comment=comment)
    tell_changes(ticket, changes)
    return parent


@operation
def unmerge_ticket(ticket: Ticket, *, by: Actor, comment: str = "") -> None:
    """Let it go on by itself, as it stood before; its clock counts on, its people leave with it.

    What was merged into it stays with it, what was written meanwhile stays where it was written. A reminder
    that has passed takes it up at once. Harmless for what is not merged. Raises PermissionDenied without
    `ticket.merge` on both.
    """
    lock_merges()
    ticket.refresh_from_db(fields=["merged_into"])
    line = parents_of(ticket)
    lock_tickets(ticket, *line)

    for each in (ticket, *line[:1]):
        require(by, "ticket.merge", each)
    if ticket.merged_from is None:
        return

    ticket.status, ticket.state = ticket.merged_from, State(ticket.merged_from.state)
    ticket.merged_into = ticket.merged_at = ticket.merged_from = None
    ticket.save(update_fields=["status", "state", "merged_into", "merged_at", "merged_from"])
    changes = resume_clock(ticket.clock, cause=Stop.Cause.MERGED, at=now())
    take_people_along(ticket, line)

    tell_both(Event.Kind.UNMERGED, line[0], ticket, by=by, comment=comment)
    tell_changes(ticket, changes)
    take_up_if_reminded(ticket)


def _refuse_ring(ticket: Ticket, into: Ticket, parent: Ticket) -> None:
    if ticket == into:
        raise OperationRefused(_("A ticket can't be merged into itself."))
    if ticket == parent:
        raise OperationRefused(
            _("#%(into)s is merged into #%(number)s already; this would close a ring.")
            % {"into": into.number, "number": ticket.number}
        )
