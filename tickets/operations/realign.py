"""Realign: plan or hours were edited, and a ticket's clock is brought after them (SLA.md, Scenarios)."""

from sla.moment import now
from sla.operations import recompute_clock
from tickets.history import operation
from tickets.models import Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes


@operation
def realign_ticket(ticket: Ticket) -> None:
    """Compute its promises from plan, hours and department as they are now.

    `sla.watching.stale_clocks()` finds what to call it on. What settings put into the past is recorded and
    told to nobody. Doing it again changes nothing.
    """
    lock_ticket(ticket)

    changes = recompute_clock(ticket.clock, department_hours=ticket.department.hours, at=now())

    tell_changes(ticket, changes)
