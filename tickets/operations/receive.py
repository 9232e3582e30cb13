"""Receive a message: a requester or a collaborator writes to a ticket."""

from collections.abc import Iterable
from uuid import UUID

from sla import operations as clocks
from tickets.access import require
from tickets.actor import SYSTEM
from tickets.history import operation, record_event
from tickets.models import Attachment, Entry, Event, Requester, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.lock import lock_submission, lock_where_it_goes_on
from tickets.operations.open import find_opened, open_ticket
from tickets.operations.pend import resume_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.reopen import reopen_ticket, reopens_by_message
from tickets.operations.response import asks_for_response
from tickets.operations.statuses import refuse_set_aside
from tickets.operations.ties import tie
from tickets.text.body import Body
from tickets.vocabulary import DONE, EntryKind, LinkKind, Source, State


@operation
def receive_message(
    ticket: Ticket,
    body: Body,
    *,
    by: Requester,
    source: Source,
    uploads: Iterable[Attachment] = (),
    closes: bool = False,
    remote_address: str | None = None,
    submission: UUID | None = None,
) -> Entry:
    """Put the message into the thread; waiting ends, resolved and lately closed tickets reopen.

    `closes`: it says that all is well, so it asks for nothing and closes the ticket in the same act. After
    the reopen window it opens a new ticket that follows from the old one, and what was merged goes on in the
    ticket it was merged into: look at `entry.ticket`. The same submission is received once. Raises
    PermissionDenied for people who are not on the ticket, OperationRefused for what is in the trash, and
    when it closes what open tickets of its chain block.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    if follower := find_opened(submission):
        return _first_entry(follower)
    there = lock_where_it_goes_on(ticket)
    closes = closes and there == ticket  # what is said of a merged ticket closes no other
    ticket = there

    require(by, "ticket.reply", ticket)
    refuse_set_aside(ticket)
    if ticket.state in DONE and not closes and not reopens_by_message(ticket):
        return _first_entry(_open_follower(ticket, body, by, source, uploads, remote_address, submission))

    if ticket.state in DONE and not closes:
        reopen_ticket(ticket, by=by, by_message=True)
    elif ticket.state == State.PENDING and not closes:
        resume_ticket(ticket, by=SYSTEM)
    entry = add_entry(
        ticket, EntryKind.MESSAGE, body, by=by, source=source, uploads=uploads, submission=submission
    )
    changes: clocks.Changes = ()
    if asks_for_response(ticket, by):
        ticket.awaiting_since = ticket.awaiting_since or entry.created_at
        ticket.save(update_fields=["awaiting_since"])
        changes = () if closes else clocks.receive_message(ticket.clock, at=entry.created_at)

    record_event(ticket, Event.Kind.RECEIVED, by=by, entry=entry, source=source.value)
    tell_changes(ticket, changes)
    if closes:
        close_ticket(ticket, by=by)
    return entry


def _open_follower(
    old: Ticket,
    body: Body,
    by: Requester,
    source: Source,
    uploads: Iterable[Attachment],
    remote_address: str | None,
    submission: UUID | None,
) -> Ticket:
    """The window is over: a new ticket of the same topic, tied to the old one."""
    follower = open_ticket(
        requester=by,
        subject=old.subject,
        body=body,
        source=source,
        by=by,
        topic=old.topic if old.topic and old.topic.archived_at is None else None,
        uploads=uploads,
        remote_address=remote_address,
        submission=submission,
    )
    tie(old, follower, LinkKind.FOLLOWS_FROM, by=SYSTEM)
    return follower


def _first_entry(ticket: Ticket) -> Entry:
    entry = ticket.entries.earliest("created_at", "pk")
    entry.ticket = ticket
    return entry
