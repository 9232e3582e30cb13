"""Saved queues: a name and what one would type into the search."""

import pytest

from agents.permissions import AGENT_ROLE
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.tickets.panel.reading import options_of, words_of
from tests.tickets.panel.test_queues import numbers_on
from tickets.models import SavedQueue
from tickets.operations.claim import claim_ticket
from tickets.operations.save_queue import MOST, save_queue

NEW = "/panel/queues/new/"


@pytest.fixture
def lead(department):
    """Somebody who may share."""
    return agent_in(department, permissions=AGENT_ROLE | {"queue.share"}, user__name="Lee Lead")


@pytest.fixture
def banking(agent, lead):
    return TeamFactory(name="Online Banking", members=[agent, lead])


@pytest.fixture
def own(agent) -> SavedQueue:
    return save_queue("My printers", "printer assignee:me", by=agent)


@pytest.fixture
def shared(lead, banking) -> SavedQueue:
    return save_queue("Banking, open", "team:mine state:open", by=lead, team=banking)


def rail_of(page) -> dict[str, int | None]:
    return {str(line.label): line.count for line in page.context["rail_saved"]}


def test_what_was_searched_for_is_saved_and_stands_in_the_rail(john, agent, ticket, department):
    claim_ticket(ticket, by=agent)
    open_a_ticket(department=department)

    assert 'value="printer assignee:me"' in john.get(NEW, {"words": "printer assignee:me"}).content.decode()
    page = john.post(NEW, {"name": "My printers", "words": "printer  assignee:me"}, follow=True)

    saved = SavedQueue.objects.get()
    assert (saved.name, saved.words, saved.owner, saved.team) == (
        "My printers",
        "assignee:me printer",
        agent,
        None,
    )
    assert page.redirect_chain == [(f"/panel/queues/{saved.slug}/", 302)]
    assert numbers_on(page) == [ticket.number]
    assert rail_of(page) == {"My printers": None}
    assert 'aria-current="page">' in page.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("state:open assignee:none", 2),
        ("is:unanswered", 2),
        ("team:mine state:open", 0),
        ("assignee:none", None),  # closed ones too: their number grows for ever
        ("state:open printer", None),
        ("state:open priority:normal", None),  # not in the index of the counts
        ("state:closed", None),
    ],
)
def test_only_what_the_index_of_the_counts_knows_is_counted(john, agent, ticket, department, words, count):
    open_a_ticket(department=department)
    save_queue("Mine", words, by=agent)

    assert rail_of(john.get("/panel/queues/open/")) == {"Mine": count}


@pytest.mark.slow
def test_saved_queues_cost_no_further_query(john, agent, lead, banking, ticket, django_assert_num_queries):
    john.get("/panel/queues/open/")
    for number in range(3):
        save_queue(f"Mine {number}", "state:open assignee:me", by=agent)
        save_queue(f"Shared {number}", "is:overdue team:mine", by=lead, team=banking)

    with django_assert_num_queries(10):
        page = john.get("/panel/queues/open/")

    assert len(rail_of(page)) == 6


@pytest.mark.slow
def test_a_queue_is_for_its_owner_or_its_team_and_nobody_else(sign_in, agent, lead, department, own, shared):
    someone = sign_in(agent_in(department))
    for row, insiders, outsiders in (
        (own, [sign_in(agent)], [sign_in(lead), someone]),
        (shared, [sign_in(agent), sign_in(lead)], [someone]),
    ):
        for browser in insiders:
            assert row.name in rail_of(browser.get("/panel/queues/open/"))
            assert browser.get(f"/panel/queues/{row.slug}/").status_code == 200
        for browser in outsiders:
            assert row.name not in rail_of(browser.get("/panel/queues/open/"))
            assert browser.get(f"/panel/queues/{row.slug}/").status_code == 404
            assert browser.get(f"/panel/queues/{row.slug}/edit/").status_code == 404
            assert browser.post(f"/panel/queues/{row.slug}/delete/").status_code == 404
    assert SavedQueue.objects.count() == 2


@pytest.mark.slow
def test_sharing_is_offered_to_those_who_may_and_with_their_own_teams(sign_in, john, lead, banking, agent):
    TeamFactory(name="Level III", members=[])

    assert options_of(sign_in(lead).get(NEW), "team") == {"Only me": "", "Online Banking": str(banking.pk)}
    assert options_of(john.get(NEW), "team") == {}

    john.post(NEW, {"name": "Ours", "words": "state:open", "team": banking.pk})
    sign_in(lead).post(NEW, {"name": "Ours too", "words": "state:open", "team": banking.pk})

    assert set(SavedQueue.objects.values_list("name", "team__name")) == {
        ("Ours", None),
        ("Ours too", "Online Banking"),
    }


@pytest.mark.slow
def test_a_queue_is_renamed_and_given_up(john, own, ticket):
    address = f"/panel/queues/{own.slug}/"
    assert f'href="{address}edit/"' in john.get(address).content.decode()

    page = john.post(f"{address}edit/", {"name": "All printers", "words": "printer"}, follow=True)
    assert numbers_on(page) == [ticket.number]
    assert rail_of(page) == {"All printers": None}

    assert "Delete “All printers”" in words_of(john.get(f"{address}delete/"))
    assert john.post(f"{address}delete/", follow=True).context["rail_saved"] == []
    assert john.get(address).status_code == 404


@pytest.mark.slow
def test_of_a_shared_queue_only_those_who_share_change_anything(john, sign_in, lead, department, shared):
    colleague = agent_in(department, permissions=AGENT_ROLE | {"queue.share"})
    shared.team.members.add(colleague)
    address = f"/panel/queues/{shared.slug}/"

    assert f'href="{address}edit/"' not in john.get(address).content.decode()
    assert john.post(f"{address}edit/", {"name": "x", "words": "x"}).status_code == 403
    assert john.post(f"{address}delete/").status_code == 403
    assert SavedQueue.objects.get().name == "Banking, open"

    sent = {"name": "Banking", "words": "team:mine", "team": shared.team_id}
    sign_in(colleague).post(f"{address}edit/", sent)
    assert SavedQueue.objects.get().name == "Banking"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": "", "words": "state:open"}, "This field is required."),
        ({"name": "Late", "words": ""}, "This field is required."),
        ({"name": "Late", "words": "state:opne"}, "“state:opne” isn't known."),
        ({"name": "Late", "words": "tags:vip"}, "“tags:” is no filter word"),
        ({"name": "x" * 41, "words": "state:open"}, "at most 40 fit"),
    ],
)
def test_a_queue_that_makes_no_sense_is_not_saved(john, sent, told):
    page = john.post(NEW, sent)

    assert page.status_code == 422
    assert told in words_of(page)
    assert not SavedQueue.objects.exists()


@pytest.mark.slow
def test_there_is_an_end_to_it(john, agent):
    for number in range(MOST):
        save_queue(f"Queue {number}", "state:open", by=agent)

    page = john.post(NEW, {"name": "One more", "words": "state:open"})

    assert "You have 20 saved queues already." in words_of(page)
    assert SavedQueue.objects.count() == MOST


@pytest.mark.slow
def test_a_ticket_leads_back_to_its_saved_queue_and_on_to_the_next_in_it(
    john, own, agent, requester, department
):
    tickets = [open_a_ticket(requester=requester, department=department) for _ in range(2)]
    for ticket in tickets:
        claim_ticket(ticket, by=agent)

    page = john.get(f"/panel/tickets/{tickets[0].number}/?queue={own.slug}&sort=activity")

    html = page.content.decode()
    assert f'href="/panel/queues/{own.slug}/">My printers</a>' in html
    assert page.context["previous_url"].startswith(f"/panel/tickets/{tickets[1].number}/?queue={own.slug}")
