"""Whatever happened to the search documents, one command puts them right."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.tickets import open_a_ticket
from tests.tickets.facts import assert_facts_of
from tickets.models import SearchDocument, Ticket
from tickets.operations.search_documents import renew_in_batches


@pytest.fixture
def tickets(requester, department):
    return [open_a_ticket(requester=requester, department=department) for _ in range(3)]


def rebuild() -> list[str]:
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    return out.getvalue().splitlines()


def test_documents_that_are_lost_or_wrong_are_written_anew(tickets):
    SearchDocument.objects.filter(pk=tickets[0].pk).delete()
    SearchDocument.objects.filter(pk=tickets[1].pk).update(words="")
    with pytest.raises(AssertionError):
        assert_facts_of(Ticket.objects.all())

    said = rebuild()

    assert_facts_of(Ticket.objects.all())
    assert SearchDocument.objects.count() == 3
    assert said == ["3 of 3 tickets", "Every ticket is found by what stands in it now: 3 in all."]


def test_no_batch_holds_more_tickets_than_it_may_and_together_they_are_all(tickets):
    SearchDocument.objects.all().delete()

    assert list(renew_in_batches(Ticket.objects.all(), size=2)) == [2, 1]
    assert SearchDocument.objects.count() == 3
