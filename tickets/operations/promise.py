"""What the clock did becomes history, and the facts that lists need (SLA.md, The clock of a ticket)."""

from sla.operations import Changes
from tickets.actor import SYSTEM
from tickets.history import record_event
from tickets.models import Event, Ticket

_KINDS = {
    "met": Event.Kind.TARGET_MET,
    "breached": Event.Kind.TARGET_BREACHED,
    "withdrawn": Event.Kind.BREACH_WITHDRAWN,
    "unpromisable": Event.Kind.UNPROMISABLE,
}


def tell_changes(ticket: Ticket, changes: Changes) -> None:
    """Write next due and next risk onto the ticket and record what was kept, broken or withdrawn."""
    ticket.next_due_at = ticket.clock.next_due_at
    ticket.next_risk_at = ticket.clock.next_risk_at
    ticket.save(update_fields=["next_due_at", "next_risk_at"])
    for change in changes:
        kind = _KINDS.get(change.what)
        if kind is not None:
            record_event(ticket, kind, by=SYSTEM, target=change.kind, due=change.due_at)
