"""Locks in one order everywhere: ticket before clock before target, several tickets by ascending key."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import connection

from sla.locking import lock_row
from tickets.history import act
from tickets.merges import last_parent, merged_keys
from tickets.models import Ticket
from tickets.operations.settle import settle_if_due
from tickets.operations.waiting import take_up_if_reminded


def lock_ticket(ticket: Ticket) -> None:
    """Lock the ticket until the act ends, and settle first what time brought upon it until now.

    A reminder that has passed takes it up, warnings, breaches and escalation rules are acted on: what is
    done to it never depends on how soon a worker came.
    """
    with act() as under_way:
        lock_as_it_is(ticket)
        take_up_if_reminded(ticket)
        if ticket.pk not in under_way.settled:
            under_way.settled.add(ticket.pk)
            settle_if_due(ticket)


def lock_as_it_is(ticket: Ticket) -> None:
    """Lock the ticket's row until the act ends and reload it in place; what the act holds is held already.

    Nothing is joined in: after waiting for the lock PostgreSQL would pair the new row with old neighbours.
    """
    with act() as under_way:
        if under_way.held.get(ticket.pk) is ticket:
            return
        lock_row(ticket)
        under_way.held[ticket.pk] = ticket


def lock_tickets(*tickets: Ticket) -> None:
    """Lock several tickets in the order of their keys, so that two acts never wait for each other."""
    for ticket in sorted(tickets, key=lambda ticket: ticket.pk):
        lock_ticket(ticket)


def lock_submission(submission: UUID | None) -> None:
    """Let the same form, sent twice at once, be handled one after the other; before any ticket's lock."""
    if submission is not None:
        _lock_number(submission.int % 2**63)


def lock_chains() -> None:
    """Let chains grow one link at a time, so that no ring closes unseen; before any ticket's lock."""
    _lock_number(_CHAINS)


def lock_merges() -> None:
    """Let tickets be merged and unmerged one after the other, so that no ring closes unseen; before any
    ticket's lock."""
    _lock_number(_MERGES)


def lock_where_it_goes_on(ticket: Ticket) -> Ticket:
    """Lock the ticket, or the one in which it goes on since it was merged; returns the one that is locked."""
    if ticket.merged_into_id is not None:
        ticket = last_parent(ticket)
    lock_ticket(ticket)
    while ticket.merged_into_id is not None:  # it was merged until its lock was ours
        ticket = last_parent(ticket)
        lock_ticket(ticket)
    return ticket


def lock_with_merged(*tickets: Ticket, lock: Callable[[Ticket], None] = lock_ticket) -> None:
    """Lock tickets together with what was merged into them; while they are held nothing more is."""
    before = _merged_into(tickets)
    for ticket in sorted([*tickets, *before], key=lambda ticket: ticket.pk):
        lock(ticket)
    for ticket in _merged_into(tickets):
        if ticket not in before:  # it was merged until the lock was ours
            lock(ticket)


def _merged_into(tickets: Iterable[Ticket]) -> list[Ticket]:
    keys = [key for ticket in tickets for key in merged_keys(ticket)]
    return list(Ticket.objects.filter(pk__in=keys).order_by("pk")) if keys else []


_CHAINS = 0x636861696E73
_MERGES = 0x6D6572676573
"""The words themselves, as numbers that no random submission will ever be."""


def _lock_number(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
