"""Open a ticket: somebody asks for help."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agents.models import Agent, Department
from sla.moment import now
from sla.operations import start_clock
from tickets.access import may_open_in
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Attachment, Event, HelpTopic, Requester, Status, Ticket
from tickets.numbering import draw_number
from tickets.operations.entries import add_entry
from tickets.operations.holder import give_team_access
from tickets.operations.lock import lock_submission
from tickets.operations.promise import tell_changes
from tickets.operations.route import NOTHING_CHOSEN, Chosen, route_ticket
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Source, State


@operation
def open_ticket(
    *,
    requester: Requester,
    subject: str,
    body: Body,
    source: Source,
    by: Actor,
    topic: HelpTopic | None = None,
    chosen: Chosen = NOTHING_CHOSEN,
    uploads: Iterable[Attachment] = (),
    remote_address: str | None = None,
    submission: UUID | None = None,
) -> Ticket:
    """Open a ticket for a requester; every clock starts now. The same submission opens it once.

    Raises PermissionDenied for an agent who may not open tickets in the department, OperationRefused
    where no department takes it.
    """
    lock_submission(submission)
    if sent := Ticket.objects.filter(submission=submission or UUID(int=0)).first():
        return sent

    route = route_ticket(topic=topic, organization=requester.organization, chosen=chosen)
    _ask(by, route.department)

    moment = now()
    clock, changes = start_clock(
        plan=route.plan, priority=route.priority, department_hours=route.department.hours, at=moment
    )
    ticket = Ticket.objects.create(
        number=draw_number(topic),
        subject=subject,
        requester=requester,
        organization=requester.organization,
        topic=topic,
        department=route.department,
        team=route.team,
        assignee=route.assignee,
        priority=route.priority,
        origins=route.origins,
        source=source,
        remote_address=remote_address,
        submission=submission,
        status=Status.objects.get(state=State.OPEN, is_default=True),
        state=State.OPEN,
        clock=clock,
        opened_at=moment,
        awaiting_since=moment,
        last_activity_at=moment,
    )
    give_team_access(ticket)
    entry = add_entry(ticket, EntryKind.MESSAGE, body, by=requester, source=source, uploads=uploads)

    record_event(ticket, Event.Kind.OPENED, by=by, entry=entry, source=source.value)
    tell_changes(ticket, changes)
    return ticket


def _ask(by: Actor, department: Department) -> None:
    if isinstance(by, Agent) and department.pk not in may_open_in(by):
        raise PermissionDenied(_("Your role doesn't let you open tickets in %s.") % department)
