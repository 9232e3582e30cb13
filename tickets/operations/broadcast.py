"""Broadcast: one update to everybody who reported the same incident (SECURITY.md 13)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from agents.models import Agent
from tickets.access import require
from tickets.chains import parts_of
from tickets.history import operation, record_event
from tickets.models import Attachment, Event, Status, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.notifications.audience import people_on
from tickets.operations.entries import copies_of, find_sent
from tickets.operations.lock import lock_submission, lock_with_merged
from tickets.operations.promise import tell_changes
from tickets.operations.repeated import find_repeated
from tickets.operations.reply import reply_to_ticket
from tickets.operations.response import write_response
from tickets.text.body import Body


@operation
def broadcast_reply(
    incident: Ticket,
    body: Body,
    *,
    by: Agent,
    uploads: Iterable[Attachment] = (),
    then: Status | None = None,
    until: datetime | None = None,
    submission: UUID | None = None,
) -> int:
    """Reply on an incident and on every open report that is part of it; returns to how many reports.

    Each report gets a response of its own, to its own people, who learn nothing of each other; this
    permission alone decides, whether or not the agent sees the reports. A status to move on to concerns
    the incident only. The same submission broadcasts once and then returns 0. Raises PermissionDenied
    without `ticket.broadcast` on the incident, and whatever a reply raises.
    """
    lock_submission(submission)
    if find_sent(submission):
        return 0
    uploads = list(uploads)
    found = list(reports_reached(incident))
    lock_with_merged(incident, *found)

    require(by, "ticket.broadcast", incident)

    # Some may have been solved or untied until their lock was ours.
    reports = list(reports_reached(incident).filter(pk__in=[report.pk for report in found]))
    reply_to_ticket(incident, body, by=by, uploads=uploads, then=then, until=until, submission=submission)
    if submission is None:
        reports = [each for each in reports if not _has_it(each, incident, body, by=by, uploads=uploads)]
    for report in reports:
        _reply_on(report, incident, body, by=by, uploads=copies_of(uploads))
    return len(reports)


def reports_reached(incident: Ticket) -> TicketQuerySet:
    """The reports that a broadcast goes to: part of the incident, open or waiting."""
    return parts_of(incident).workable()


def _has_it(
    report: Ticket, incident: Ticket, body: Body, *, by: Agent, uploads: Iterable[Attachment]
) -> bool:
    """Whether this very update was the last thing that happened to a report."""
    kind, number = Event.Kind.REPLIED, incident.number
    return find_repeated(report, kind, body, by=by, uploads=uploads, incident=number) is not None


def _reply_on(
    report: Ticket, incident: Ticket, body: Body, *, by: Agent, uploads: Iterable[Attachment]
) -> None:
    response = write_response(report, body, by=by, to=people_on(report), uploads=uploads)

    record_event(
        report,
        Event.Kind.REPLIED,
        by=by,
        entry=response.entry,
        to=response.addresses,
        incident=incident.number,
    )
    tell_changes(report, response.changes)
