"""A requester is called or written to otherwise: the tickets are found by it."""

from procrastinate.contrib.django import app as jobs

from tickets.models import Requester
from tickets.operations.search_documents import renew_documents_now


@jobs.task(name="tickets.renew_search_documents", queue="slow")
def renew_search_documents(requester_id: int) -> None:
    """All tickets of the person."""
    renew_documents_now(Requester.objects.get(pk=requester_id))
