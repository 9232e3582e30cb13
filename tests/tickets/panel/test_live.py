"""The parts that an open page fetches anew."""

import pytest

from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.center.pages import text_of
from tickets.models import Ticket
from tickets.panel.chips import chip_words


@pytest.fixture
def promised(requester, department) -> Ticket:
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.mark.slow
def test_the_promises_of_a_ticket_come_alone_as_they_stand_now(john, promised):
    address = f"/panel/tickets/{promised.number}/promises/"
    assert f'data-live="{address}"' in john.get(f"/panel/tickets/{promised.number}/").content.decode()

    with at(tuesday("09:15")):
        part = john.get(address)

    html = part.content.decode()
    assert "Due in 45 m" in text_of(part)
    assert 'data-due="2026-03-03T10:00:00+00:00"' in html
    assert 'data-warn="2026-03-03T09:48:00+00:00"' in html
    assert "<html" not in html


def test_they_are_not_there_for_whoever_does_not_see_the_ticket(sign_in, stranger, promised):
    assert sign_in(stranger).get(f"/panel/tickets/{promised.number}/promises/").status_code == 404


@pytest.mark.slow
def test_the_rail_comes_alone_with_its_counts(john, ticket, django_assert_max_num_queries):
    page = john.get("/panel/queues/open/")
    address = page.context["rail_url"]

    with django_assert_max_num_queries(7):
        part = john.get(address)

    assert [row.count for row in part.context["rail"]] == [row.count for row in page.context["rail"]]
    assert [row.current for row in part.context["rail"]] == [row.current for row in page.context["rail"]]
    assert "<html" not in part.content.decode()


@pytest.mark.slow
def test_the_page_carries_the_words_in_which_its_script_tells_the_time(john, ticket):
    assert f'content="{chip_words()}|%d s|%d m|%d h|%d d"' in john.get("/panel/queues/open/").content.decode()
