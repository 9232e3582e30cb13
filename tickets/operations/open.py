"""Open a ticket: somebody asks for help."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from agents.models import Agent, Department
from sla.moment import now
from sla.operations import Changes, start_clock
from tickets.access import require_in
from tickets.actor import Actor, agent_of
from tickets.history import operation, record_event
from tickets.models import Attachment, Event, HelpTopic, Organization, Requester, Ticket
from tickets.numbering import draw_number
from tickets.operations.entries import add_entry
from tickets.operations.holder import refuse_archived_team, refuse_unfit
from tickets.operations.lock import lock_submission
from tickets.operations.promise import tell_changes
from tickets.operations.repeated import find_written_down_again
from tickets.operations.route import NOTHING_CHOSEN, Chosen, Route, refuse_unused, route_ticket
from tickets.operations.statuses import choose_status
from tickets.text.body import Body
from tickets.text.subject import subject_of
from tickets.vocabulary import EntryKind, Source, State

WRITTEN_DOWN: Final = (Source.PHONE, Source.IN_PERSON, Source.EMAIL)
"""How somebody asked whose words an agent writes down."""


@operation
def open_ticket(
    *,
    requester: Requester,
    subject: str,
    body: Body,
    source: Source,
    by: Actor,
    organization: Organization | None = None,
    topic: HelpTopic | None = None,
    chosen: Chosen = NOTHING_CHOSEN,
    uploads: Iterable[Attachment] = (),
    remote_address: str | None = None,
    submission: UUID | None = None,
) -> Ticket:
    """Open a ticket for a requester; its clock starts now. The same submission opens it once.

    What an agent writes down without one, twice within a minute, is opened once as well.
    It belongs to the requester's organization unless another one is named. Raises PermissionDenied for an
    agent who may not open tickets in the department, or not set there what was chosen by hand;
    OperationRefused where no department takes it, whoever was chosen cannot have it, or the chosen plan is
    no longer in use.
    """
    lock_submission(submission)
    if opened := find_opened(submission):
        return opened

    organization = organization or requester.organization
    route = route_ticket(topic=topic, organization=organization, chosen=chosen)
    uploads = list(uploads)
    if submission is None and not uploads and isinstance(by, Agent) and source in WRITTEN_DOWN:
        lock_submission(uuid5(NAMESPACE_OID, f"{by.pk} {requester.pk} {subject}"))
        told = {"source": source.value, **route.told()}
        if opened := find_written_down_again(requester, subject, body, by=by, **told):
            return opened
    _ask(by, route.department, chosen)

    moment = now()
    ticket = Ticket(requester=requester, organization=organization, topic=topic, submission=submission)
    ticket.subject, ticket.source, ticket.remote_address = subject_of(subject), source, remote_address
    changes = _bring_into_being(ticket, route, at=moment)
    entry = add_entry(
        ticket,
        EntryKind.MESSAGE,
        body,
        by=requester,
        written_down_by=agent_of(by),
        source=source,
        uploads=uploads,
        at=moment,
    )

    record_event(ticket, Event.Kind.OPENED, by=by, entry=entry, source=source.value, **route.told())
    tell_changes(ticket, changes)
    return ticket


def find_opened(submission: UUID | None) -> Ticket | None:
    """The ticket that this very form already opened, if it was sent before."""
    if submission is None:
        return None
    return Ticket.objects.filter(submission=submission).first()


def _bring_into_being(ticket: Ticket, route: Route, *, at: datetime) -> Changes:
    """Give the ticket its number, the values of its route and a running clock; what the clock did."""
    ticket.number = draw_number(ticket.topic)
    ticket.department, ticket.priority = route.department, route.priority
    ticket.team, ticket.assignee = route.team, route.assignee
    ticket.origins = route.origins
    ticket.status, ticket.state = choose_status(State.OPEN), State.OPEN
    ticket.opened_at = ticket.awaiting_since = ticket.last_activity_at = at
    ticket.clock, changes = start_clock(
        plan=route.plan, priority=route.priority, department_hours=route.department.hours, at=at
    )
    ticket.next_due_at, ticket.next_risk_at = ticket.clock.next_due_at, ticket.clock.next_risk_at
    ticket.save(force_insert=True)
    return changes


def _ask(by: Actor, department: Department, chosen: Chosen) -> None:
    """May the actor open it here, and set what was chosen; can what was chosen be had?"""
    require_in(by, "ticket.open", department)
    if chosen.priority is not None:
        require_in(by, "ticket.prioritize", department)
    if chosen.plan is not None:
        require_in(by, "ticket.replan", department)
    if chosen.team is not None or chosen.assignee is not None:
        require_in(by, "ticket.assign", department)
    if chosen.plan is not None:
        refuse_unused(chosen.plan)
    if chosen.team is not None:
        refuse_archived_team(chosen.team)
    if chosen.assignee is not None:
        refuse_unfit(chosen.assignee, department)
