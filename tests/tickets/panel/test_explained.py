"""Why a ticket is due when it is, told to whoever may see it."""

import pytest

from sla.models import Plan
from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_a
from tests.tickets.center.pages import text_of
from tickets.models import Ticket
from tickets.operations.pend import pend_ticket, resume_ticket


@pytest.fixture
def promised(requester, department) -> Ticket:
    with at(tuesday("09:05")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_a())


def address(ticket: Ticket) -> str:
    return f"/panel/tickets/{ticket.number}/promise/"


@pytest.mark.slow
def test_each_promise_is_explained_step_by_step(john, agent, promised):
    with at(tuesday("09:40")):
        pend_ticket(promised, by=agent)
    with at(tuesday("09:50")):
        resume_ticket(promised, by=agent)

    page = john.get(address(promised))

    words = text_of(page)
    assert "Sev-A, set by the help topic" in words
    assert "Stopped: Waiting for someone" in words
    assert "Due Tue 3 Mar 2026, 10:15 UTC." in words
    assert f'href="/panel/tickets/{promised.number}/"' in page.content.decode()


def test_inside_the_ticket_only_the_steps_are_sent_and_what_to_do(john, promised):
    Plan.objects.update(description="Say so within 15 minutes.")

    part = john.get(address(promised), headers={"HX-Request": "true"})

    assert "Due Tue 3 Mar 2026, 10:05 UTC." in text_of(part)
    assert "Sev-A, set by the help topic. Say so within 15 minutes." in text_of(part)
    assert "<html" not in part.content.decode()


@pytest.mark.slow
def test_the_ticket_leads_there(john, promised):
    html = john.get(f"/panel/tickets/{promised.number}/").content.decode()

    assert f'href="{address(promised)}"' in html


def test_a_ticket_without_a_plan_is_promised_nothing(john, ticket):
    assert "nothing is promised" in text_of(john.get(address(ticket)))


def test_it_is_not_there_for_whoever_does_not_see_the_ticket(sign_in, stranger, promised):
    assert sign_in(stranger).get(address(promised)).status_code == 404
