"""The queue page."""

import re
from datetime import timedelta

import pytest

from sla.moment import at, now
from tests.factories.people import AgentFactory, TeamFactory, UserFactory
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.center.pages import text_of
from tickets.models import Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.chain import chain_tickets
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.paging import SIZE
from tickets.queues import QUEUES
from tickets.text.body import Body
from tickets.vocabulary import LinkKind


def numbers_on(page) -> list[str]:
    return re.findall(r'<tr data-ticket="([^"]+)"', page.content.decode())


def link(page, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


@pytest.fixture
def many(requester, department) -> list[Ticket]:
    """A page and a half of tickets, one a minute, the last one a minute ago."""
    count = SIZE + 12
    tickets = []
    for minutes in range(count, 0, -1):
        with at(now() - timedelta(minutes=minutes)):
            tickets.append(open_a_ticket(requester=requester, department=department))
    return tickets


@pytest.mark.slow
def test_a_row_says_what_one_must_know(john, agent, supreme, department):
    with at(now() - timedelta(minutes=40)):
        ticket = open_a_ticket(
            requester=RequesterFactory(name="Ruth Adeyemi"),
            department=department,
            subject="Card terminal declines",
            plan=make_sev_b(),
            priority=4,
        )
        other = open_a_ticket(department=department)
        chain_tickets(ticket, other, kind=LinkKind.RELATES_TO, by=supreme)
        claim_ticket(ticket, by=agent)

    page = john.get("/panel/queues/my-tickets/")

    row = " ".join(text_of(page).split("Active")[1].split())
    assert numbers_on(page) == [ticket.number]
    for words in ("Emergency", f"#{ticket.number}", "Unanswered:", "Card terminal declines", "Ruth Adeyemi"):
        assert words in row
    assert "Open" in row
    assert "John" in row
    assert re.search(r"Due in (19|20) m", row)
    assert 'aria-label="Other tickets in its chain:"' in page.content.decode()
    assert f'href="/panel/tickets/{ticket.number}/?queue=my-tickets&amp;sort=due"' in page.content.decode()


@pytest.mark.slow
def test_what_is_answered_is_not_marked_and_what_waits_unanswered_is(john, agent, ticket):
    assert "Unanswered:" in text_of(john.get("/panel/queues/open/"))

    pend_ticket(ticket, by=agent)
    assert "Unanswered:" in text_of(john.get("/panel/queues/waiting/"))

    reply_to_ticket(ticket, Body.from_text("Is it plugged in?"), by=agent)
    assert "Unanswered:" not in text_of(john.get("/panel/queues/waiting/"))


@pytest.mark.slow
def test_a_team_stands_where_nobody_has_it(john, supreme, ticket):
    assign_ticket(ticket, team=TeamFactory(name="Online Banking"), by=supreme)

    assert "Online Banking" in text_of(john.get("/panel/queues/unassigned/"))


@pytest.mark.slow
def test_resolved_tickets_say_whether_the_promise_was_kept(john, agent, department):
    with at(now() - timedelta(hours=10)):
        ticket = open_a_ticket(department=department, plan=make_sev_b())
    close_ticket(ticket, by=agent)

    words = text_of(john.get("/panel/queues/closed/"))

    assert "Breached by 6 h" in words
    assert "Resolution" in words
    assert "Next due" not in words


@pytest.mark.slow
@pytest.mark.parametrize("queue", QUEUES, ids=[queue.slug for queue in QUEUES])
def test_an_empty_queue_says_that_it_is_empty(boss, queue):
    page = boss.get(f"/panel/queues/{queue.slug}/")

    assert page.status_code == 200
    assert str(queue.name) in text_of(page)
    assert 'class="empty"' in page.content.decode()
    assert 'aria-current="page"' in page.content.decode()


def test_an_agent_without_a_department_is_told_why_there_is_nothing(db, sign_in):
    page = sign_in(AgentFactory()).get("/panel/queues/unassigned/")

    assert "You are in no department yet" in text_of(page)


@pytest.mark.slow
def test_the_rail_counts_what_the_queues_hold(john, agent, ticket):
    open_a_ticket()

    page = john.get("/panel/queues/open/")

    counts = {str(row.label): row.count for row in page.context["rail"]}
    assert counts["Unassigned"] == counts["All open"] == 1
    assert counts["My tickets"] == 0
    assert counts["Closed"] is None
    assert "Trash" not in counts
    assert "1 ticket" in text_of(page)


@pytest.mark.slow
def test_pages_follow_each_other_and_lead_back(john, many):
    first = john.get("/panel/queues/unassigned/", {"sort": "newest"})
    second = john.get(link(first, "next"))
    again = john.get(link(second, "prev"))

    newest_first = [ticket.number for ticket in reversed(many)]
    assert numbers_on(first) == newest_first[:SIZE]
    assert numbers_on(second) == newest_first[SIZE:]
    assert numbers_on(again) == newest_first[:SIZE]
    assert (link(first, "prev"), link(second, "next")) == ("", "")
    assert "sort=newest" in link(first, "next")
    assert f"{SIZE} of {len(many)} tickets" in text_of(first)


@pytest.mark.slow
def test_a_closed_ticket_is_counted_only_so_far(john, agent, many, monkeypatch):
    for ticket in many:
        close_ticket(ticket, by=agent)

    assert f"{len(many)} tickets" in text_of(john.get("/panel/queues/closed/"))

    monkeypatch.setattr("tickets.panel.queues.COUNTED_TO", 30)
    assert "more than 30 tickets" in text_of(john.get("/panel/queues/closed/"))


@pytest.mark.slow
def test_orders_are_offered_and_the_one_at_hand_is_marked(john, ticket):
    page = john.get("/panel/queues/open/", {"sort": "priority"})

    html = page.content.decode()
    assert 'class="q-priority" scope="col" aria-sort="descending"' in html
    assert html.count("aria-sort") == 1
    assert 'href="/panel/queues/open/?sort=activity"' in html
    assert 'href="/panel/queues/open/"' in html
    assert "Sort: priority" in text_of(page)


@pytest.mark.slow
def test_sorted_by_age_the_last_column_tells_the_age(john, agent, ticket):
    with at(ticket.opened_at + timedelta(days=40)):
        claim_ticket(ticket, by=agent)
        page = john.get("/panel/queues/open/", {"sort": "oldest"})

    assert page.context["rows"][0].at == ticket.opened_at
    assert "Opened" in text_of(page)


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        {"sort": "'; DROP"},
        {"after": "x" * 3000},
        {"before": "\x00"},
        {"after": "99999999999999999~104519"},
        {"sort": "priority", "before": "77777~104519"},
        {"sort": "priority", "after": "4~\U0001f600\U0001f600\U0001f600\U0001f600"},
    ],
)
def test_nonsense_in_the_address_still_shows_the_queue(john, ticket, query):
    page = john.get("/panel/queues/open/", query)

    assert page.status_code == 200
    assert numbers_on(page) == [ticket.number]


def test_an_unknown_queue_is_not_there(john):
    assert john.get("/panel/queues/no-such-queue/").status_code == 404


@pytest.mark.slow
def test_the_trash_is_there_only_for_agents_who_may_delete(sign_in, agent, supreme):
    assert sign_in(supreme).get("/panel/queues/trash/").status_code == 200

    assert sign_in(agent).get("/panel/queues/trash/").status_code == 404


def test_a_queue_is_only_looked_at(john):
    assert john.post("/panel/queues/open/").status_code == 405


def test_a_stranger_sees_nothing_of_it(sign_in, stranger, agent, ticket):
    assert numbers_on(sign_in(agent).get("/panel/queues/open/")) == [ticket.number]

    assert numbers_on(sign_in(stranger).get("/panel/queues/open/")) == []


def test_visitors_are_led_to_sign_in_and_people_without_a_place_here_are_refused(client, ticket):
    outside = client.get("/panel/queues/open/?sort=newest")
    client.force_login(UserFactory())
    refused = client.get("/panel/queues/open/")

    assert outside["Location"] == "/accounts/login/?next=/panel/queues/open/%3Fsort%3Dnewest"
    assert refused.status_code == 403
    assert ticket.subject not in refused.content.decode()


def test_the_day_begins_with_the_own_tickets_or_with_what_nobody_has(john, agent, ticket):
    assert john.get("/panel/")["Location"] == "/panel/queues/unassigned/"

    claim_ticket(ticket, by=agent)

    assert john.get("/panel/")["Location"] == "/panel/queues/my-tickets/"


def asked_for(client, address, assert_max, most):
    with assert_max(most) as asked:
        page = client.get(address)
    return len(numbers_on(page)), len(asked)


def test_a_page_asks_the_database_no_more_for_three_rows_than_for_one(
    john, supreme, department, django_assert_max_num_queries
):
    def open_one_more():
        ticket = open_a_ticket(department=department, plan=plan)
        assign_ticket(ticket, assignee=supreme, team=TeamFactory(), by=supreme)

    plan = make_sev_b()
    open_one_more()
    one = asked_for(john, "/panel/queues/open/", django_assert_max_num_queries, 10)
    open_one_more()
    open_one_more()
    three = asked_for(john, "/panel/queues/open/", django_assert_max_num_queries, 10)

    assert (one[0], three[0]) == (1, 3)
    assert one[1] == three[1]


@pytest.mark.slow
def test_a_later_page_of_many_asks_little_more(john, agent, many, django_assert_max_num_queries):
    for ticket in many:
        close_ticket(ticket, by=agent)
    second = link(john.get("/panel/queues/closed/"), "next")

    rows, _asked = asked_for(john, second, django_assert_max_num_queries, 12)

    assert rows == len(many) - SIZE
