"""Transfer: another department owns it."""

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Department
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.promise import tell_changes
from tickets.operations.reroute import differences, route_by_department, take_route, tell_differences
from tickets.operations.statuses import refuse_set_aside


@operation
def transfer_ticket(ticket: Ticket, department: Department, *, by: Actor, comment: str = "") -> None:
    """Hand the ticket to another department; team and assignee keep it if that department allows.

    A plan that follows the department is replaced unless an agent chose it, and the clock runs in the new
    department's hours where the plan says so. Whoever saw it as a member of the old department no longer
    does. Raises PermissionDenied without `ticket.transfer`, OperationRefused for an archived department
    and for what is in the trash.
    """
    lock_ticket(ticket)

    require(by, "ticket.transfer", ticket)
    if ticket.department == department:
        return
    refuse_set_aside(ticket)
    if department.archived_at is not None:
        raise OperationRefused(_("%s is archived and takes no tickets.") % department)

    before = ticket.department
    route = route_by_department(ticket, department, origin_of(by))
    found = differences(ticket, route)
    changes = take_route(ticket, route)

    record_event(
        ticket,
        Event.Kind.TRANSFERRED,
        by=by,
        comment=comment,
        before=str(before),
        after=str(department),
        because=None,
    )
    brought_along = [difference for difference in found if difference.name != "department"]
    tell_differences(ticket, brought_along, by=by, because="department")
    tell_changes(ticket, changes)
