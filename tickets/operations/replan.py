"""Replan: another SLA plan, another promise."""

from sla.models import Plan
from sla.moment import now
from sla.operations import switch_plan
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.promise import tell_changes
from tickets.operations.route import refuse_unused
from tickets.operations.statuses import refuse_closed


@operation
def replan_ticket(ticket: Ticket, plan: Plan | None, *, by: Actor, comment: str = "") -> None:
    """Promise by another plan, or by none; what is not yet met is computed anew from the same start.

    Raises PermissionDenied without `ticket.replan`, OperationRefused for a plan that is no longer in use,
    and once the ticket is closed.
    """
    lock_ticket(ticket)

    require(by, "ticket.replan", ticket)
    before = ticket.clock.plan
    if before == plan:
        return
    refuse_closed(ticket)
    if plan is not None:
        refuse_unused(plan)

    # That nothing is promised can be a choice as well, and is then kept like any other.
    ticket.origins["plan"] = origin_of(by).value
    ticket.save(update_fields=["origins"])
    changes = switch_plan(ticket.clock, plan, department_hours=ticket.department.hours, at=now())

    record_event(
        ticket,
        Event.Kind.REPLANNED,
        by=by,
        comment=comment,
        before=str(before) if before else None,
        after=str(plan) if plan else None,
        because=None,
    )
    tell_changes(ticket, changes)
