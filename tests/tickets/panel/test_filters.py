"""Queues narrowed by chips, which write the words one could have typed."""

import pytest

from tests.factories.people import DepartmentFactory, TeamFactory
from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tests.tickets.panel.reading import options_of, words_of
from tests.tickets.panel.test_queues import link, numbers_on
from tickets.models import Ticket
from tickets.operations.claim import claim_ticket
from tickets.paging import SIZE

OPEN = "/panel/queues/open/"


@pytest.fixture
def urgent(department) -> Ticket:
    return open_a_ticket(topic=HelpTopicFactory(name="Password Reset", department=department, priority=4))


def chips_of(page) -> dict[str, str]:
    return {f"{chip.label} {chip.value}": chip.url for chip in page.context["chips"]}


@pytest.mark.slow
def test_a_chip_narrows_the_queue_and_another_click_takes_it_away(john, ticket, urgent):
    (quick,) = [
        chip.url for chip in john.get(OPEN).context["quick_chips"] if str(chip.label) == "High or emergency"
    ]
    narrowed = john.get(quick)
    (chip,) = chips_of(narrowed).items()

    assert quick == f"{OPEN}?q=priority%3A%3E%3Dhigh"
    assert numbers_on(narrowed) == [urgent.number]
    assert chip == ("Priority ≥ high", OPEN)
    assert "1 ticket" in words_of(narrowed)


@pytest.mark.slow
def test_a_narrowed_queue_keeps_its_order_and_its_pages(john, requester, department, urgent):
    for _ in range(SIZE + 2):
        open_a_ticket(requester=requester, department=department)

    first = john.get(OPEN, {"q": "priority:normal printer", "sort": "newest"})
    second = john.get(link(first, "next"))

    assert "q=priority%3Anormal+printer&sort=newest" in link(first, "next")
    assert len(numbers_on(second)) == 2
    assert urgent.number not in numbers_on(first) + numbers_on(second)
    assert (
        'href="/panel/queues/open/?q=priority%3Anormal+printer&amp;sort=activity"' in first.content.decode()
    )


@pytest.mark.slow
def test_what_contradicts_the_queue_leaves_it_empty_and_offers_the_way_back(john, ticket):
    page = john.get(OPEN, {"q": "state:closed"})

    assert numbers_on(page) == []
    assert "Nothing like that here" in words_of(page)
    assert f'href="{OPEN}"' in page.content.decode()


@pytest.mark.slow
def test_the_form_offers_what_there_is_and_writes_it_as_words(john, agent, ticket, urgent):
    TeamFactory(name="Online Banking")
    form = john.get(
        "/panel/filter/", {"queue": "open", "q": "printer topic:Outage -team:none", "sort": "newest"}
    )

    topics = options_of(form, "topic")
    assert topics["Password Reset"] == '"Password Reset"'
    assert topics["Outage"] == "Outage"  # typed, though there is none
    assert options_of(form, "team")["Online Banking"] == '"Online Banking"'
    assert options_of(form, "assignee") == {
        "Any": "", "Me": "me", "Nobody": "none", "John": "john@example.com"
    }  # fmt: skip

    sent = {
        "queue": "open",
        "q": "printer topic:Outage -team:none",
        "sort": "newest",
        "narrow": "1",
        "topic": '"Password Reset"',
        "priority": ">=high",
        "assignee": "",
    }
    assert john.get("/panel/filter/", sent)["Location"] == (
        "/panel/queues/open/"
        "?q=-team%3Anone+priority%3A%3E%3Dhigh+topic%3A%22Password+Reset%22+printer&sort=newest"
    )


@pytest.mark.slow
def test_the_form_is_also_a_dialog_and_asks_for_a_queue_one_has(john, ticket):
    dialog = john.get(
        "/panel/filter/", {"queue": "open"}, headers={"HX-Request": "true", "HX-Target": "dialog"}
    )

    assert "<html" not in dialog.content.decode()
    assert 'id="dialog-title"' in dialog.content.decode()
    assert john.get("/panel/filter/", {"queue": "trash"}).status_code == 404
    assert john.get("/panel/filter/", {"queue": "open", "narrow": "1", "topic": "no such"}).status_code == 200


@pytest.mark.slow
def test_a_narrowed_queue_is_saved_with_what_it_is_itself(john):
    page = john.get("/panel/queues/unassigned/", {"q": "priority:high"})

    assert page.context["save_url"] == (
        "/panel/queues/new/?words=state%3Aopen+assignee%3Anone+priority%3Ahigh"
    )


@pytest.mark.slow
def test_from_a_ticket_one_walks_through_the_narrowed_queue(john, agent, department, ticket):
    other = open_a_ticket(department=department)
    third = open_a_ticket(department=department)
    for mine in (ticket, third):
        claim_ticket(mine, by=agent)

    row = john.get(OPEN, {"q": "assignee:me", "sort": "oldest"}).context["rows"][0]
    page = john.get(row.url)

    assert row.number == ticket.number
    assert (
        page.context["next_url"] == f"/panel/tickets/{third.number}/?queue=open&q=assignee%3Ame&sort=oldest"
    )
    assert 'href="/panel/queues/open/?q=assignee%3Ame&amp;sort=oldest"' in page.content.decode()
    assert other.number not in page.context["next_url"]


@pytest.mark.slow
def test_what_one_may_not_see_is_not_found_by_narrowing(john, stranger, ticket):
    hidden = open_a_ticket(department=DepartmentFactory(name="Hidden"))

    page = john.get(OPEN, {"q": "department:hidden"})

    assert numbers_on(page) == []
    assert Ticket.objects.filter(department__name="Hidden").get() == hidden
