"""Split: entries that are another matter become a ticket of their own."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent
from tickets.access import require
from tickets.actor import SYSTEM
from tickets.history import operation
from tickets.merges import thread_of
from tickets.models import Entry, Ticket
from tickets.operations.entries import add_entry, copies_of
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.open import find_opened, open_ticket
from tickets.operations.repeated import find_opened_again
from tickets.operations.route import Chosen
from tickets.operations.statuses import refuse_set_aside
from tickets.operations.ties import tie
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, LinkKind, Source


@operation
def split_ticket(
    ticket: Ticket,
    entries: Iterable[Entry],
    *,
    subject: str,
    by: Agent,
    message: Body | None = None,
    comment: str = "",
    submission: UUID | None = None,
) -> Ticket:
    """Open a ticket in the same department from entries of this one, for whoever wrote the first message.

    The entries stay where they are; in the new ticket they stand once more, with their authors and files.
    What we wrote becomes a note there: it was sent in this ticket. `message` says first what it is about,
    and must be given where no message is chosen. It follows from this ticket. The same submission splits
    once. Raises PermissionDenied without `ticket.merge` here or `ticket.open` there, OperationRefused where
    nothing is chosen, for entries that the thread doesn't have, and for what is set aside.
    """
    lock_submission(submission)
    if sent := find_opened(submission):
        return sent
    lock_ticket(ticket)

    require(by, "ticket.merge", ticket)
    refuse_set_aside(ticket)
    chosen = _in_their_order(ticket, entries)
    first = next((entry for entry in chosen if entry.kind == EntryKind.MESSAGE), None)
    body = message or (_body_of(first) if first else None)
    if body is None:
        raise OperationRefused(_("Choose a message of a requester, or say what the new ticket is about."))
    if submission is None and (done := find_opened_again(ticket, subject, body, by=by)):
        return done

    asked = first.requester if first and first.requester else ticket.requester
    opened = open_ticket(
        requester=asked,
        organization=ticket.organization if asked == ticket.requester else None,
        subject=subject,
        body=body,
        source=Source.PANEL,
        by=by,
        chosen=Chosen(department=ticket.department),
        uploads=() if message or first is None else copies_of(first.attachments.all()),
        submission=submission,
    )
    if first is not None and not message:
        _mark_as_written(opened.entries.get(), first)
    for entry in chosen:
        if message or entry != first:
            _repeat(entry, opened)
    tie(ticket, opened, LinkKind.FOLLOWS_FROM, by=by, entry=first or chosen[0], comment=comment)
    return opened


def _in_their_order(ticket: Ticket, entries: Iterable[Entry]) -> list[Entry]:
    keys = {entry.pk for entry in entries}
    if not keys:
        raise OperationRefused(_("Choose at least one entry."))
    known = thread_of(ticket).select_related("requester", "agent__user", "written_down_by", "ticket")
    chosen = [entry for entry in known if entry.pk in keys]
    if len(chosen) != len(keys):
        raise OperationRefused(_("This ticket doesn't have all of these entries any more. Choose again."))
    return chosen


def _mark_as_written(entry: Entry, original: Entry) -> None:
    """The opening message was not written by whoever splits, but by its author, where and when it was."""
    entry.split_from, entry.source = original, original.source
    entry.written_down_by = original.written_down_by
    entry.save(update_fields=["split_from", "source", "written_down_by"])


def _repeat(entry: Entry, opened: Ticket) -> None:
    is_message = entry.kind == EntryKind.MESSAGE
    is_response = entry.kind == EntryKind.RESPONSE
    add_entry(
        opened,
        EntryKind.MESSAGE if is_message else EntryKind.NOTE,
        _body_of(entry),
        by=entry.author or SYSTEM,
        source=Source(entry.source),
        uploads=copies_of(entry.attachments.all()),
        heading=_("Response in #%s") % entry.ticket.number if is_response else entry.heading,
        written_down_by=entry.written_down_by,
        split_from=entry,
    )


def _body_of(entry: Entry) -> Body:
    return Body(html=entry.body_html, text=entry.body_text)
