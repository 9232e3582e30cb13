"""Reply: an agent answers, and everybody it says it reaches is written to."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from agents.models import Agent
from tickets.access import require
from tickets.history import operation, record_event
from tickets.models import Attachment, Entry, Event, Requester, Status, Ticket
from tickets.operations.change_status import change_status
from tickets.operations.claim import claim_ticket, claims_by_replying
from tickets.operations.entries import find_sent
from tickets.operations.lock import lock_submission, lock_with_merged
from tickets.operations.promise import tell_changes
from tickets.operations.repeated import find_repeated
from tickets.operations.response import addresses_of, choose_recipients, write_response
from tickets.operations.statuses import refuse_set_aside
from tickets.text.body import Body


@operation
def reply_to_ticket(
    ticket: Ticket,
    body: Body,
    *,
    by: Agent,
    to: Iterable[Requester] | None = None,
    uploads: Iterable[Attachment] = (),
    then: Status | None = None,
    until: datetime | None = None,
    submission: UUID | None = None,
) -> Entry:
    """Write a response, mail it to the people on the ticket, and move on to a status in the same act.

    `to` narrows the recipients, at the most to nobody. Whoever answers a ticket that nobody has claims it
    where the department wants it so. The same submission replies once. Raises PermissionDenied without
    `ticket.reply` or the status' own permission; OperationRefused for what is in the trash, for a
    recipient who is no longer on the ticket, and for whatever the status' verb refuses.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_with_merged(ticket)

    require(by, "ticket.reply", ticket)
    refuse_set_aside(ticket)
    people = choose_recipients(ticket, to)
    if submission is None and then in (None, ticket.status):
        addresses = addresses_of(people)
        if done := find_repeated(ticket, Event.Kind.REPLIED, body, by=by, uploads=uploads, to=addresses):
            return done

    response = write_response(ticket, body, by=by, to=people, uploads=uploads, submission=submission)

    record_event(
        ticket, Event.Kind.REPLIED, by=by, entry=response.entry, to=response.addresses, incident=None
    )
    tell_changes(ticket, response.changes)
    if claims_by_replying(ticket, by):
        claim_ticket(ticket, by=by, by_replying=True)
    if then is not None:
        change_status(ticket, then, by=by, until=until)
    return response.entry
