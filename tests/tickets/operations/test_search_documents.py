"""What a ticket is found by follows what changes."""

import pytest

from agents.permissions import EVERY_CODE
from tests.factories.people import UserFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.jobs import deferred, run_jobs
from tests.tickets.facts import assert_facts
from tickets.access import visible_to
from tickets.models import RequesterAddress
from tickets.operations.link_user import link_user
from tickets.operations.rename import rename_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.search_documents import renew_documents_of
from tickets.search.words import find_by
from tickets.text.body import Body

JOB = "tickets.renew_search_documents"


def finds(agent, words: str, ticket) -> bool:
    return ticket.pk in find_by(words, visible_to(agent)).keys


@pytest.mark.slow
def test_a_new_entry_and_a_new_subject_are_found_at_once(ticket, supreme):
    reply_to_ticket(ticket, Body.from_text("Please try another toner."), by=supreme)
    rename_ticket(ticket, "Toner is empty in Leeds", by=supreme)

    assert finds(supreme, "toner leeds", ticket)
    assert not finds(supreme, "printer", ticket)
    assert_facts(ticket)


@pytest.mark.slow
def test_a_new_name_is_found_in_every_ticket_of_the_person_when_the_job_has_run(requester, department, agent):
    tickets = [open_a_ticket(requester=requester, department=department) for _ in range(2)]
    requester.name = "James Whitfield"
    requester.save(update_fields=["name"])

    renew_documents_of(requester)
    run_jobs()

    assert all(finds(agent, "whitfield", ticket) for ticket in tickets)


@pytest.mark.slow
def test_a_further_address_of_an_account_is_found(department, agent):
    requester = RequesterFactory(user=UserFactory(signs_in=True))
    ticket = open_a_ticket(requester=requester, department=department)

    link_user(requester.user)
    link_user(requester.user)

    assert deferred(JOB) == [{"requester_id": requester.pk}]
    run_jobs(only=JOB)
    assert finds(agent, requester.user.email, ticket)


@pytest.mark.slow
def test_an_administrator_changes_an_address(admin, requester, ticket, agent, filled_in):
    page = admin.get(f"/admin/tickets/requester/{requester.pk}/change/")
    address = RequesterAddress.objects.get(requester=requester)
    sent = filled_in(page)
    admin.post(page.request["PATH_INFO"], sent)
    assert deferred(JOB) == []

    admin.post(page.request["PATH_INFO"], sent | {"addresses-0-address": "whitfield@example.org"})
    run_jobs(only=JOB)

    assert finds(agent, "whitfield@example.org", ticket)
    assert not finds(agent, address.address, ticket)


def test_a_thread_beyond_what_a_document_holds_is_still_written_and_found_by_its_beginning(department):
    agent = agent_in(department, permissions=EVERY_CODE)
    words = " ".join(f"w{number:x}é🙂{number:x}-x/{number:x}" for number in range(12_000))
    ticket = open_a_ticket(department=department, text=f"zebra {words} giraffe")

    assert finds(agent, "zebra", ticket)
    assert not finds(agent, "giraffe", ticket)
