"""Receive a message: a requester or a collaborator writes to a ticket."""

from collections.abc import Iterable
from uuid import UUID

from sla.moment import now
from sla.operations import receive_message as clock_receives
from tickets.access import require
from tickets.actor import SYSTEM
from tickets.history import operation, record_event
from tickets.models import Attachment, Entry, Event, Link, Requester, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.open import open_ticket
from tickets.operations.pend import resume_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.reopen import reopen_ticket, reopens_by_message
from tickets.operations.statuses import refuse_trashed
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
    the reopen window it opens a new ticket that follows from the old one: look at `entry.ticket`. Raises
    PermissionDenied for people who are not on the ticket, OperationRefused for what is in the trash, and
    when it closes what open tickets of its chain block.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_ticket(ticket)

    require(by, "ticket.reply", ticket)
    refuse_trashed(ticket)
    if ticket.state in DONE and not closes and not reopens_by_message(ticket):
        return _open_follower(ticket, body, by, source, uploads, remote_address, submission)

    if ticket.state in DONE and not closes:
        reopen_ticket(ticket, by=by)
    elif ticket.state == State.PENDING and not closes:
        resume_ticket(ticket, by=SYSTEM)
    entry = add_entry(
        ticket, EntryKind.MESSAGE, body, by=by, source=source, uploads=uploads, submission=submission
    )
    ticket.awaiting_since = ticket.awaiting_since or entry.created_at
    ticket.save(update_fields=["awaiting_since"])
    changes = () if closes else clock_receives(ticket.clock, at=entry.created_at)

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
) -> Entry:
    """The window is over: a new ticket of the same topic, tied to the old one."""
    ticket = open_ticket(
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
    entry = ticket.entries.get(kind=EntryKind.MESSAGE)
    entry.ticket = ticket
    about = {"kind": LinkKind.FOLLOWS_FROM, "requester": by, "address": by.address, "created_at": now()}
    _link, is_new = Link.objects.get_or_create(parent=old, child=ticket, defaults=about)
    if not is_new:  # the same form once more
        return entry
    for one, other, as_child in ((ticket, old, True), (old, ticket, False)):
        record_event(
            one,
            Event.Kind.CHAINED,
            by=SYSTEM,
            number=other.number,
            kind_of_link=LinkKind.FOLLOWS_FROM.value,
            is_child=as_child,
        )
    return entry
