"""Search documents: what a ticket is found by is written anew in the transaction that changes it."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from tickets.models import Requester, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.search.configuration import configuration

LONGEST: Final = 100_000
"""Characters of a thread that are searched, from its beginning: PostgreSQL keeps less than a megabyte of
words a row, and ranks by the first sixteen thousand."""

BATCH: Final = 100
"""Tickets of one transaction."""

_RENEW: Final = r"""
INSERT INTO tickets_searchdocument (ticket_id, words)
SELECT ticket.id,
    setweight(to_tsvector(%(language)s::regconfig, ticket.number || ' ' || ticket.subject), 'A')
    || setweight(to_tsvector(%(language)s::regconfig, person.words), 'B')
    || setweight(to_tsvector(%(language)s::regconfig, coalesce(thread.words, '')), 'D')
FROM tickets_ticket ticket
JOIN tickets_requester requester ON requester.id = ticket.requester_id
CROSS JOIN LATERAL (
    SELECT concat_ws(
        ' ',
        requester.name,
        regexp_replace(normalize(requester.name, NFKD), '[\u0300-\u036f]', '', 'g'),
        string_agg(
            concat_ws(' ', address, split_part(address, '@', 2), translate(address, '@._+-', '     ')),
            ' ' ORDER BY id
        )
    ) AS words
    FROM tickets_requesteraddress WHERE requester_id = requester.id
) person
CROSS JOIN LATERAL (
    SELECT left(string_agg(left(body_text, %(longest)s), ' ' ORDER BY created_at, id), %(longest)s) AS words
    FROM tickets_entry WHERE ticket_id = ticket.id
) thread
WHERE ticket.id = ANY(%(keys)s)
ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words
"""


def renew_search_document(ticket: Ticket) -> None:
    """Write what the ticket is found by, as its number, subject, requester and thread are now.

    The caller holds the ticket's lock, else an entry that is just being written would be forgotten.
    """
    renew([ticket.pk])


def renew(keys: list[int]) -> None:
    """The same for several tickets at once, known by their keys and locked by the caller."""
    given: Any = {"keys": keys, "language": configuration(), "longest": LONGEST}
    with connection.cursor() as cursor:
        cursor.execute(_RENEW, given)


def renew_documents_of(requester: Requester) -> None:
    """A name or an address changed: it goes into all tickets of the person, by a job: there may be many."""
    jobs.configure_task("tickets.renew_search_documents", queue="slow").defer(requester_id=requester.pk)


def renew_documents_now(requester: Requester) -> None:
    """Write it into them."""
    for _count in renew_in_batches(Ticket.objects.filter(requester=requester)):
        pass


def renew_in_batches(tickets: TicketQuerySet, *, size: int = BATCH) -> Iterator[int]:
    """Write the documents of these tickets anew, some at a time, so that none is held for long.

    Yields how many each batch had. May run while people work, be broken off and begun again: a batch is one
    transaction under the locks of its tickets, and what is opened meanwhile writes its own document.
    """
    last = 0
    while keys := list(tickets.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        with transaction.atomic():
            some = Ticket.objects.filter(pk__in=keys).order_by("pk")
            renew([ticket.pk for ticket in some.select_for_update(no_key=True)])
        last = keys[-1]
        yield len(keys)
