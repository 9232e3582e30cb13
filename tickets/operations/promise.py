"""What the clock did becomes history, and the facts that lists need (SLA.md, The clock of a ticket)."""

from typing import Final

from sla.operations import Changes, What
from tickets.actor import SYSTEM
from tickets.history import record_event
from tickets.models import Event, Ticket

WORTH_TELLING: Final = {
    What.MET: Event.Kind.TARGET_MET,
    What.BREACHED: Event.Kind.TARGET_BREACHED,
    What.WITHDRAWN: Event.Kind.BREACH_WITHDRAWN,
    What.UNPROMISABLE: Event.Kind.UNPROMISABLE,
}
"""What else happens to a target (it starts, stops, runs on) follows from the event that caused it."""


def tell_changes(ticket: Ticket, changes: Changes) -> None:
    """Write next due and next risk onto the ticket and record what was kept, broken or withdrawn."""
    clock = ticket.clock
    if (ticket.next_due_at, ticket.next_risk_at) != (clock.next_due_at, clock.next_risk_at):
        ticket.next_due_at, ticket.next_risk_at = clock.next_due_at, clock.next_risk_at
        ticket.save(update_fields=["next_due_at", "next_risk_at"])
    for change in changes:
        kind = WORTH_TELLING.get(change.what)
        if kind is not None:
            record_event(
                ticket,
                kind,
                by=SYSTEM,
                target=change.kind.value,
                at=change.at.isoformat(),
                due_at=change.due_at.isoformat() if change.due_at else None,
                alerts=change.alerts,
            )
