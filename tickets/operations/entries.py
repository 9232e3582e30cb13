"""How an entry gets into the thread, with the files that came with it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from agents.models import Agent
from sla.moment import now
from tickets.actor import Actor, address_of, agent_of, requester_of
from tickets.models import Attachment, Entry, Ticket
from tickets.operations.search_documents import renew_search_document
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Source


def add_entry(
    ticket: Ticket,
    kind: EntryKind,
    body: Body,
    *,
    by: Actor,
    source: Source,
    uploads: Iterable[Attachment] = (),
    heading: str = "",
    submission: UUID | None = None,
    written_down_by: Agent | None = None,
    at: datetime | None = None,
    split_from: Entry | None = None,
) -> Entry:
    """Write an entry (now, or `at`) and bind its uploads; those bound elsewhere are left where they are."""
    entry = Entry.objects.create(
        ticket=ticket,
        kind=kind,
        body_html=body.html,
        body_text=body.text,
        heading=heading,
        agent=agent_of(by),
        requester=requester_of(by),
        address=address_of(by),
        source=source,
        created_at=at or now(),
        submission=submission,
        written_down_by=written_down_by,
        split_from=split_from,
    )
    keys = [upload.pk for upload in uploads]
    Attachment.objects.filter(pk__in=keys, entry__isnull=True).update(entry=entry)
    renew_search_document(ticket)
    return entry


def copies_of(uploads: Iterable[Attachment]) -> list[Attachment]:
    """The same files once more: bytes are kept once, an address of its own for each entry."""
    return Attachment.objects.bulk_create(
        Attachment(
            file_id=upload.file_id,
            name=upload.name,
            media_type=upload.media_type,
            token=uuid4(),
            created_at=now(),
        )
        for upload in uploads
    )


def find_sent(submission: UUID | None) -> Entry | None:
    """The entry that this very form already made, if it was sent before."""
    if submission is None:
        return None
    return Entry.objects.filter(submission=submission).select_related("ticket").first()
