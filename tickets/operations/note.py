"""Note: agents write to each other; requesters never see it."""

from collections.abc import Iterable
from uuid import UUID

from agents.models import Agent
from tickets.access import require
from tickets.history import operation, record_event
from tickets.models import Attachment, Entry, Event, Ticket
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.repeated import find_repeated
from tickets.operations.statuses import refuse_set_aside
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Source


@operation
def note_on_ticket(
    ticket: Ticket,
    body: Body,
    *,
    by: Agent,
    uploads: Iterable[Attachment] = (),
    submission: UUID | None = None,
) -> Entry:
    """Write an internal note; it meets no target, claims nothing and changes no state.

    The same submission notes once. Raises PermissionDenied without `ticket.note`, OperationRefused for
    what is in the trash.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_ticket(ticket)
    if submission is None and (done := find_repeated(ticket, Event.Kind.NOTED, body, by=by, uploads=uploads)):
        return done

    require(by, "ticket.note", ticket)
    refuse_set_aside(ticket)

    entry = add_entry(
        ticket, EntryKind.NOTE, body, by=by, source=Source.PANEL, uploads=uploads, submission=submission
    )

    record_event(ticket, Event.Kind.NOTED, by=by, entry=entry)
    return entry
