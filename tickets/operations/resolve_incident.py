"""Resolve an incident, and with it the reports that are part of it (SLA.md, Chains)."""

from agents.errors import OperationRefused
from tickets.access import may, visible_to
from tickets.actor import Actor
from tickets.history import operation
from tickets.models import Ticket
from tickets.operations.broadcast import reports_reached
from tickets.operations.lock import lock_tickets
from tickets.operations.resolve import resolve_ticket


@operation
def resolve_incident(incident: Ticket, *, by: Actor, comment: str = "", force: bool = False) -> list[Ticket]:
    """Resolve it and every open report that the actor sees and may resolve; returns the reports left open.

    A report that other work of its own blocks is left open as well. Raises what resolving the incident
    raises; then no report is resolved either.
    """
    found = list(reports_reached(incident))
    lock_tickets(incident, *found)

    resolve_ticket(incident, by=by, comment=comment, force=force)
    resolvable = resolvable_reports(incident, by)
    return [report for report in found if report not in resolvable or not _resolve(report, by, comment)]


def resolvable_reports(incident: Ticket, by: Actor) -> list[Ticket]:
    """The open reports of an incident that the actor sees and may resolve."""
    seen = visible_to(by).filter(pk__in=reports_reached(incident).values("pk"))
    return [report for report in seen if may(by, "ticket.resolve", report)]


def _resolve(report: Ticket, by: Actor, comment: str) -> bool:
    try:
        resolve_ticket(report, by=by, comment=comment)
    except OperationRefused:
        return False
    return True
