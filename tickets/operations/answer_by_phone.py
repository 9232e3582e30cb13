"""Answer by phone: what was asked is answered in a call, and agents read what was said."""

from uuid import UUID

from django.utils.translation import gettext as _

from agents.models import Agent
from tickets.access import require
from tickets.history import operation, record_event
from tickets.models import Entry, Event, Ticket
from tickets.operations.claim import claim_ticket, claims_by_replying
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.lock import lock_submission, lock_with_merged
from tickets.operations.promise import tell_changes
from tickets.operations.repeated import find_repeated
from tickets.operations.response import answer_merged, count_as_answered
from tickets.operations.statuses import refuse_set_aside
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Source


@operation
def answer_by_phone(ticket: Ticket, said: Body, *, by: Agent, submission: UUID | None = None) -> Entry:
    """Record that an agent answered on the phone: what was said is an internal note, no letter goes out.

    It meets what a response meets (SLA.md, The clock of a ticket), and claims the ticket like one. The same
    submission answers once. Raises PermissionDenied without `ticket.reply`, OperationRefused for what is in
    the trash.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_with_merged(ticket)
    if submission is None and (done := find_repeated(ticket, Event.Kind.ANSWERED_BY_PHONE, said, by=by)):
        return done

    require(by, "ticket.reply", ticket)
    refuse_set_aside(ticket)

    note = add_entry(
        ticket,
        EntryKind.NOTE,
        said,
        by=by,
        source=Source.PHONE,
        heading=_("Answered on the phone"),
        submission=submission,
    )
    changes = count_as_answered(ticket, by=by, at=note.created_at)
    answer_merged(ticket, [ticket.requester], by=by, at=note.created_at)

    record_event(ticket, Event.Kind.ANSWERED_BY_PHONE, by=by, entry=note)
    tell_changes(ticket, changes)
    if claims_by_replying(ticket, by):
        claim_ticket(ticket, by=by, by_replying=True)
    return note
