"""A verb on many tickets of a list."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.permissions import AGENT_ROLE
from sla.moment import at, now
from sla.priority import Priority
from tests.factories.people import DepartmentFactory, MembershipFactory, TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.center.pages import fields_of, text_of
from tests.tickets.panel.reading import options_of
from tickets.models import Event, Link, Ticket
from tickets.operations.chain import chain_tickets
from tickets.operations.close import close_ticket
from tickets.paging import SIZE
from tickets.panel.bulk import chosen
from tickets.vocabulary import LinkKind, State

BULK = "/panel/bulk/"


@pytest.fixture
def several(requester, department) -> list[Ticket]:
    return [open_a_ticket(requester=requester, department=department) for _ in range(3)]


@pytest.fixture
def elsewhere(db) -> Ticket:
    """A ticket that John doesn't see."""
    return open_a_ticket(department=DepartmentFactory(name="Elsewhere"))


def numbers_of(tickets):
    return [ticket.number for ticket in tickets]


def ask(browser, verb, tickets, **sent):
    """What the list's form sends when the verb's button is pressed."""
    return browser.post(BULK, {"verb": verb, "ticket": numbers_of(tickets), "queue": "open", **sent})


def do(browser, verb, tickets, **given):
    """Asked, filled in and sent, as a browser without script does it."""
    page = ask(browser, verb, tickets)
    assert page.status_code == 200, page
    return browser.post(BULK, {**kept_by(page), **given})


def kept_by(page):
    fields = fields_of(page.content.decode())
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def states(tickets):
    return [Ticket.objects.get(pk=ticket.pk).state for ticket in tickets]


def test_what_is_asked_is_done_to_each_and_leads_back_to_the_list(john, agent, several):
    done = do(john, "assign", several, assignee="John", comment="All yours.")

    assert done["Location"] == "/panel/queues/open/"
    assert "3 tickets: Assigned." in text_of(john.get(done["Location"]))
    assert {ticket.assignee for ticket in Ticket.objects.all()} == {agent}
    events = Event.objects.filter(kind=Event.Kind.ASSIGNED)
    assert [event.comment for event in events] == ["All yours."] * 3
    assert len({event.act for event in events}) == 3


@pytest.mark.slow
def test_the_page_names_the_tickets_and_asks_what_the_verb_asks(boss, several):
    page = ask(boss, "delete", several)

    assert "Move to the trash: 3 tickets" in text_of(page)
    assert "It can be restored." in text_of(page)
    assert all(f"#{ticket.number}" in text_of(page) for ticket in several)
    assert states(several) == [State.OPEN] * 3
    assert 'name="comment"' in page.content.decode()


@pytest.mark.slow
def test_every_verb_of_the_bar_is_done_by_its_own_operation(boss, supreme, several, department):
    other, team, plan = DepartmentFactory(name="Systems"), TeamFactory(name="Level II"), make_sev_b()
    anchor = open_a_ticket(department=department)
    ticket = several[0]

    do(boss, "prioritize", several, priority="High")
    do(boss, "replan", several, plan="Sev-B")
    do(boss, "assign", several, team="Level II")
    do(boss, "chain", several, kind="part_of", number=anchor.number)
    do(boss, "status", several, status="Resolved", comment="Done.")
    ticket.refresh_from_db()

    assert (ticket.priority, ticket.clock.plan, ticket.team) == (Priority.HIGH, plan, team)
    assert states(several) == [State.RESOLVED] * 3
    assert Link.objects.filter(child=anchor).count() + Link.objects.filter(parent=anchor).count() == 3
    do(boss, "status", several, status="Closed")
    assert states(several) == [State.CLOSED] * 3
    do(boss, "delete", several)
    assert states(several) == [State.TRASHED] * 3
    do(boss, "restore", several)
    assert states(several) == [State.CLOSED] * 3
    do(boss, "transfer", several, department="Systems")
    assert {row.department for row in Ticket.objects.exclude(pk=anchor.pk)} == {other}


@pytest.mark.slow
def test_each_refusal_is_told_with_its_reason_and_the_rest_is_done(john, supreme, several, department):
    blocker = open_a_ticket(department=department)
    chain_tickets(several[1], blocker, kind=LinkKind.BLOCKS, by=supreme)

    told = john.get(do(john, "status", several, status="Closed")["Location"])

    assert told.status_code == 200
    assert states(several) == [State.CLOSED, State.OPEN, State.CLOSED]
    assert "2 tickets: The status is changed." in text_of(told)
    assert "1 ticket stayed as it was" in text_of(told)
    [refused] = re.findall(r'<li data-ticket="([^"]+)"', told.content.decode())
    assert refused == several[1].number
    assert blocker.number in text_of(told)


@pytest.mark.slow
def test_what_stayed_can_be_tried_again(john, supreme, several, department):
    blocker = open_a_ticket(department=department)
    chain_tickets(several[1], blocker, kind=LinkKind.BLOCKS, by=supreme)
    told = john.get(do(john, "status", several, status="Closed")["Location"])
    close_ticket(blocker, by=supreme)

    page = john.post(BULK, kept_by(told))

    assert "Change the status: 1 ticket" in text_of(page)
    again = john.post(BULK, {**kept_by(page), "status": "Closed"})
    assert again["Location"] == "/panel/queues/open/"
    assert states(several) == [State.CLOSED] * 3


def test_what_the_agent_does_not_see_is_not_there(john, several, elsewhere):
    told = john.get(do(john, "prioritize", [*several, elsewhere], priority="High")["Location"])

    assert "1 ticket was not found" in text_of(told)
    assert elsewhere.number not in text_of(told)
    assert elsewhere.subject not in text_of(told)
    elsewhere.refresh_from_db()
    assert elsewhere.priority == Priority.NORMAL
    assert {Ticket.objects.get(pk=ticket.pk).priority for ticket in several} == {Priority.HIGH}


@pytest.mark.slow
def test_of_nothing_but_what_is_not_there_nothing_is_asked(john, elsewhere):
    answer = ask(john, "delete", [elsewhere])

    assert "1 ticket was not found" in text_of(john.get(answer["Location"]))
    assert states([elsewhere]) == [State.OPEN]


@pytest.mark.slow
def test_permission_is_asked_for_each_ticket(sign_in, several, department):
    elsewhere = DepartmentFactory(name="Visited")
    reader = agent_in(department, permissions=AGENT_ROLE - {"ticket.transfer"})
    MembershipFactory(agent=reader, department=elsewhere)
    theirs = open_a_ticket(department=elsewhere)
    browser = sign_in(reader)

    told = browser.get(do(browser, "transfer", [*several, theirs], department="Visited")["Location"])

    assert "3 tickets stayed as they were" in text_of(told)
    assert "Your role doesn't include “Transfer to another department” in Support." in text_of(told)
    assert {Ticket.objects.get(pk=ticket.pk).department for ticket in several} == {department}


@pytest.mark.slow
def test_the_same_form_sent_twice_is_done_once(john, several):
    page = ask(john, "prioritize", several)
    sent = {**kept_by(page), "priority": "High", "comment": "Fire."}
    john.post(BULK, sent)

    again = john.post(BULK, {**sent, "priority": "Low"})

    assert "3 tickets: The priority is changed." in text_of(john.get(again["Location"]))
    assert {row.priority for row in Ticket.objects.all()} == {Priority.HIGH}
    assert Event.objects.filter(kind=Event.Kind.PRIORITIZED).count() == 3


@pytest.mark.slow
def test_doing_again_what_is_so_already_changes_nothing_and_is_no_refusal(john, agent, several):
    close_ticket(several[0], by=agent)
    events = several[0].events.count()

    done = do(john, "status", several, status="Closed")

    assert done["Location"] == "/panel/queues/open/"
    assert several[0].events.count() == events
    assert states(several) == [State.CLOSED] * 3


@pytest.mark.slow
def test_what_became_so_for_all_of_them_meanwhile_is_no_refusal_either(john, agent, several):
    page = ask(john, "status", several)
    for ticket in several:
        close_ticket(ticket, by=agent)

    done = john.post(BULK, {**kept_by(page), "status": "Closed"})

    assert done["Location"] == "/panel/queues/open/"
    assert Event.objects.filter(kind=Event.Kind.CLOSED).count() == 3


@pytest.mark.slow
def test_what_is_wrong_in_the_form_is_said_there_before_anything_is_done(john, several):
    page = ask(john, "assign", several)

    again = john.post(BULK, {**kept_by(page), "comment": "Somebody"})

    assert again.status_code == 422
    assert "Choose an agent or a team." in text_of(again)
    assert "Somebody" in again.content.decode()
    assert not Event.objects.filter(kind=Event.Kind.ASSIGNED).exists()


@pytest.mark.slow
def test_choices_are_those_of_all_the_tickets(boss, supreme, several):
    other = DepartmentFactory(name="Systems", assigns_members_only=True)
    MembershipFactory(agent=supreme, department=other)
    jane = agent_in(other, user__name="Jane")
    theirs = open_a_ticket(department=other)

    page = ask(boss, "assign", [*several, theirs])

    assert "Jane" in options_of(page, "assignee")
    told = boss.post(BULK, {**kept_by(page), "assignee": "Jane"})
    theirs.refresh_from_db()
    assert theirs.assignee == jane
    assert told["Location"]


@pytest.mark.slow
def test_what_asks_nothing_is_done_at_once(john, agent, several):
    done = ask(john, "claim", several)

    assert done["Location"] == "/panel/queues/open/"
    assert "3 tickets: Claimed." in text_of(john.get(done["Location"]))
    assert {ticket.assignee for ticket in Ticket.objects.all()} == {agent}


@pytest.mark.slow
@pytest.mark.parametrize("sent", [{}, {"verb": "reply"}, {"verb": "nothing"}])
def test_without_a_verb_it_leads_to_the_queues(john, ticket, sent):
    assert john.post(BULK, {**sent, "ticket": ticket.number})["Location"] == "/panel/"
    assert john.get(BULK)["Location"] == "/panel/"


@pytest.mark.slow
def test_without_tickets_it_says_so_on_the_list(john, ticket):
    answer = ask(john, "assign", [], q="is:unanswered", sort="newest")

    assert answer["Location"] == "/panel/queues/open/?q=is%3Aunanswered&sort=newest"
    assert "Select tickets first." in text_of(john.get(answer["Location"]))


@pytest.fixture
def many(requester, department):
    """A page and two more."""
    tickets = []
    for minutes in range(SIZE + 2, 0, -1):
        with at(now() - timedelta(minutes=minutes)):
            tickets.append(open_a_ticket(requester=requester, department=department))
    return tickets


@pytest.mark.slow
def test_a_whole_page_and_a_whole_list_can_be_meant(john, many):
    page = john.get("/panel/queues/open/?sort=oldest")
    fields = {**kept_by(page), "verb": "prioritize"}
    assert "All 27 of this list" in text_of(page)

    of_page = john.post(BULK, {**fields, "whole": "page"})
    of_list = john.post(BULK, {**fields, "whole": "list"})

    assert "25 tickets" in text_of(of_page)
    assert kept_by(of_page)["tickets"].split() == numbers_of(many[:SIZE])
    assert kept_by(of_list)["tickets"].split() == numbers_of(many)


@pytest.mark.slow
def test_what_is_narrowed_is_a_whole_list_too(john, boss, many):
    do(boss, "prioritize", many[3:5], priority="High")

    page = john.post(
        BULK, {"verb": "assign", "queue": "open", "q": "priority:high", "sort": "oldest", "whole": "list"}
    )

    assert kept_by(page)["tickets"].split() == numbers_of(many[3:5])


@pytest.mark.slow
def test_more_than_one_go_takes_is_not_begun(john, many, monkeypatch):
    monkeypatch.setattr(chosen, "AT_MOST", 5)
    monkeypatch.setattr("tickets.panel.bulk.views.AT_MOST", 5)

    ticked = john.get(ask(john, "prioritize", many)["Location"])
    listed = john.post(BULK, {"verb": "prioritize", "queue": "open", "sort": "oldest", "whole": "list"})

    assert "At most 5 tickets at once." in text_of(ticked)
    assert kept_by(listed)["tickets"].split() == numbers_of(many[:5])


@pytest.mark.slow
def test_the_bar_offers_what_makes_sense_on_the_list_and_is_permitted(john, boss, agent, ticket):
    def offered(browser, queue):
        page = browser.get(f"/panel/queues/{queue}/").content.decode()
        return re.findall(r'name="verb" value="([^"]+)"', page)

    every = ["claim", "assign", "transfer", "status", "prioritize", "replan", "tag", "chain"]
    assert offered(john, "open") == every
    assert offered(boss, "open") == [*every, "merge", "delete"]
    close_ticket(ticket, by=agent)
    assert offered(boss, "closed") == ["transfer", "status", "tag", "chain", "merge", "delete"]
    do(boss, "delete", [ticket])
    assert "restore" in offered(boss, "trash")


@pytest.mark.slow
def test_who_may_do_nothing_to_many_selects_nothing(sign_in, ticket, department):
    page = sign_in(agent_in(department, permissions=["ticket.reply"])).get("/panel/queues/open/")

    assert ticket.number in text_of(page)
    assert 'name="ticket"' not in page.content.decode()
    assert BULK not in page.content.decode()


@pytest.mark.slow
def test_an_outcome_is_told_to_who_did_it_alone(john, boss, several, elsewhere):
    told = do(john, "prioritize", [*several, elsewhere], priority="High")["Location"]

    assert john.get(told).status_code == 200
    assert boss.get(told).status_code == 404


@pytest.mark.slow
def test_asking_costs_as_much_for_many_as_for_few(john, many):
    def queries(tickets):
        with CaptureQueriesContext(connection) as captured:
            ask(john, "assign", tickets)
        return len(captured)

    assert queries(many) == queries(many[:1])


@pytest.mark.slow
def test_what_words_found_is_a_list_like_any_other(john, agent, several):
    page = john.get("/panel/search/?q=printer")
    fields = {**kept_by(page), "verb": "claim", "whole": "page"}

    done = john.post(BULK, fields)

    assert done["Location"] == "/panel/search/?q=printer"
    assert {ticket.assignee for ticket in Ticket.objects.all()} == {agent}
    assert 'value="list"' not in page.content.decode()
