"""The ticket page: everything on it, at a price that does not grow."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sla.moment import at, now
from tests.factories.people import DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.sla.plans import make_sev_a, make_sev_b
from tests.tickets.panel.reading import words_of
from tickets.history import act, record_event
from tickets.models import Delivery, Entry, Event, Ticket
from tickets.notifications.wording import describe
from tickets.operations.access_links import issue_link
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.assign import assign_ticket
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.chain import chain_tickets, open_chained_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.entries import add_entry
from tickets.operations.escalate import escalate_ticket
from tickets.operations.follow import follow_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.refer import refer_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.set_due import set_due
from tickets.panel.aside import other_tickets_of
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, LinkKind, Source

NOTE = Body.from_text("So much for that.")
MOST_QUERIES = 16


def page(client, ticket: Ticket, **query):
    return client.get(f"/panel/tickets/{ticket.number}/", query)


def test_it_shows_the_thread_with_its_notes(john, agent, ticket):
    note_on_ticket(ticket, Body.from_text("He sounds annoyed."), by=agent)
    reply_to_ticket(ticket, Body.from_text("Which printer is it?"), by=agent)

    response = page(john, ticket)

    html = response.content.decode()
    for kind, text in (
        ("message", "It blinks and stays silent."),
        ("note", "He sounds annoyed."),
        ("response", "Which printer is it?"),
    ):
        assert f'data-entry-kind="{kind}"' in html
        assert text in words_of(response)
    assert f'data-ticket="{ticket.number}"' in html


PRIORITIES = {"before": 2, "after": 4}
MOMENTS = {"before": None, "after": "2026-11-17T09:00:00+00:00"}
DETAILS = {
    "prioritized": PRIORITIES,
    "due_set": MOMENTS,
    "due_removed": {"before": MOMENTS["after"], "after": None},
    "chained": {"number": "104528", "link": "blocks", "is_child": False},
    "unchained": {"number": "104528", "link": "blocks", "is_child": False},
    "collaborator_added": {"name": "Martin", "address": "martin@example.com"},
    "collaborator_removed": {"name": "Martin", "address": "martin@example.com"},
}
"""What events of these kinds tell; the others get along with names."""


@pytest.mark.slow
def test_every_kind_of_event_has_its_place(john, agent, ticket, subtests):
    happened = []
    for kind in Event.Kind:
        details = DETAILS.get(kind, {"before": "One", "after": "Other", "to": "Jane", "target": "resolution"})
        with act():
            happened.append(record_event(ticket, kind, by=agent, comment="for a reason", **details))
            add_entry(ticket, EntryKind.NOTE, NOTE, by=agent, source=Source.PANEL)

    words = words_of(page(john, ticket))

    sentences = ["".join(describe(event, agent).text.split()) for event in happened]
    assert words.count(NOTE.text) == len(happened)
    for event, sentence in zip(happened, sentences, strict=True):
        with subtests.test(str(event.kind)):
            assert "".join(words.split()).count(sentence) >= sentences.count(sentence) > 0


@pytest.mark.slow
def test_what_happened_in_a_row_is_folded_under_who_did_it(john, agent, supreme, ticket):
    prioritize_ticket(ticket, 4, by=supreme)
    assign_ticket(ticket, by=supreme, team=TeamFactory(name="Online Banking"))

    words = words_of(page(john, ticket))

    assert "2 changes by Supreme: Emergency, Online Banking" in words
    assert "<details>" in page(john, ticket).content.decode()


@pytest.mark.slow
def test_what_several_did_in_a_row_is_told_by_the_first(john, agent, supreme, ticket):
    prioritize_ticket(ticket, 4, by=supreme)
    assign_ticket(ticket, by=agent, team=TeamFactory(name="Online Banking"))

    assert "Supreme changed the priority from Normal to Emergency and 1 more" in words_of(page(john, ticket))


@pytest.mark.slow
def test_the_promise_that_a_response_kept_is_told_below_it(john, agent, requester, department):
    ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())
    reply_to_ticket(ticket, Body.from_text("Which printer is it?"), by=agent)

    html = page(john, ticket).content.decode()

    assert "First response: promise kept" in html.split('class="entry-foot"')[1].split("</footer>")[0]
    assert html.count("First response: promise kept") == 1


@pytest.mark.slow
def test_who_opened_it_for_somebody_else_is_told(john, agent, ticket):
    child = open_chained_ticket(
        ticket, kind=LinkKind.FOLLOWS_FROM, subject="The smoke", body=Body.from_text("It smokes."), by=agent
    )

    assert "Opened ( Agent panel )" in words_of(page(john, child))
    assert "Opened (" not in words_of(page(john, ticket))


@pytest.mark.slow
def test_that_a_response_was_an_update_for_many_is_told_below_it(boss, supreme, department, ticket):
    report = open_a_ticket(department=department)
    chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=supreme)
    broadcast_reply(ticket, Body.from_text("We are on it."), by=supreme)

    assert f"Answered with the update of #{ticket.number}" in words_of(page(boss, report))


@pytest.mark.slow
def test_moments_are_told_in_the_readers_zone(john, agent, ticket):
    agent.user.time_zone = "Asia/Tokyo"
    agent.user.save()
    with at(datetime(2026, 11, 17, 9, 5, tzinfo=UTC)):
        note_on_ticket(ticket, Body.from_text("Night shift."), by=agent)

    assert "Tue 17 Nov 2026, 18:05 JST" in page(john, ticket).content.decode()


@pytest.mark.slow
def test_a_broken_promise_is_never_folded_away(john, agent, requester, department):
    with at(now() - timedelta(hours=3)):
        ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_a())
    prioritize_ticket(ticket, 4, by=agent)
    prioritize_ticket(ticket, 3, by=agent)

    html = page(john, ticket).content.decode()

    assert ticket.events.filter(kind="target_breached").exists()
    assert 'class="happened happened-loud"' in html


@pytest.mark.slow
def test_the_strip_tells_what_is_due_and_what_was_kept(john, agent, requester, department):
    with at(now() - timedelta(minutes=20)):
        ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())
    with at(now() - timedelta(minutes=5)):
        reply_to_ticket(ticket, Body.from_text("Which printer is it?"), by=agent)

    words = words_of(page(john, ticket))

    assert "First response Met in 15 m 1 h promised" in words
    assert "Resolution Due in 3 h 39 m by" in words


@pytest.mark.slow
def test_what_nobody_waits_for_any_more_is_left_out(john, agent, requester, department):
    ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())
    resolve_ticket(ticket, by=agent)

    words = words_of(page(john, ticket))

    assert "Resolution Met in" in words
    assert "First response" not in words


@pytest.mark.slow
def test_a_date_set_by_hand_stands_in_for_the_resolution(john, agent, ticket):
    set_due(ticket, now() + timedelta(hours=2), by=agent)

    assert "Due, set by hand Due in 1 h 59 m by" in words_of(page(john, ticket))


@pytest.mark.slow
def test_why_a_value_is_what_it_is_stands_beside_it(john, agent, requester, department):
    ticket = open_a_ticket(requester=requester, department=department, team=TeamFactory(name="Printers"))
    prioritize_ticket(ticket, 3, by=agent)

    words = words_of(page(john, ticket))

    assert "Printers set by the help topic" in words
    assert "High set by hand" in words


@pytest.mark.slow
def test_the_requester_is_introduced(john, requester, department, ticket):
    requester.phone = "020 7946 0112"
    requester.save()
    open_a_ticket(requester=requester, department=department)

    words = words_of(page(john, ticket))

    assert "james@example.com" in words
    assert "020 7946 0112" in words
    assert "1 other open ticket" in words


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ([], "No other tickets"),
        ([("open", 1)], "1 other open ticket"),
        ([("pending", 2), ("closed", 31)], "2 other open tickets, 31 before"),
        ([("resolved", 1)], "1 ticket before"),
    ],
)
def test_how_much_else_the_requester_asked(others, sentence):
    assert other_tickets_of([{"state": state, "count": count} for state, count in others]) == sentence


@pytest.mark.slow
def test_the_chain_is_a_tree_of_what_one_may_see(john, agent, supreme, department, ticket):
    seen = open_a_ticket(department=department, subject="Flush the sessions")
    hidden = open_a_ticket(subject="Fire somebody")
    refer_ticket(hidden, supreme, by=_member_of(hidden))
    chain_tickets(ticket, seen, kind=LinkKind.BLOCKS, by=supreme)
    _tie(ticket, hidden)

    response = page(john, ticket)

    words = words_of(response)
    assert "Chain of 2" in words
    assert "Flush the sessions" in words
    assert "blocks this" in words
    assert f"It can't be resolved before #{seen.number}" in words
    assert "Fire somebody" not in words
    assert hidden.number not in response.content.decode()


@pytest.mark.slow
def test_what_came_up_in_an_entry_is_linked_from_it(john, agent, ticket):
    child = open_chained_ticket(
        ticket,
        kind=LinkKind.FOLLOWS_FROM,
        subject="The smoke",
        body=Body.from_text("It smokes."),
        by=agent,
        entry=ticket.entries.get(),
    )

    html = page(john, ticket).content.decode()

    assert 'class="entry-chain"' in html
    assert f"#{child.number} The smoke" in html


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("sent", "Sent to James, delivered"),
        ("failed", "Not delivered to James: no such mailbox"),
        ("withheld", "Withheld from James"),
    ],
)
def test_what_became_of_a_response_stands_below_it(john, agent, ticket, state, words):
    reply_to_ticket(ticket, Body.from_text("Which printer is it?"), by=agent)
    Delivery.objects.update(state=state, sent_at=now(), error="no such mailbox")

    assert words in words_of(page(john, ticket))


@pytest.mark.slow
def test_followers_referrals_and_links_are_listed(john, agent, supreme, stranger, requester, ticket):
    follow_ticket(ticket, by=supreme)
    refer_ticket(ticket, stranger, by=agent)
    issue_link(ticket, requester)

    words = words_of(page(john, ticket))

    assert "Supreme" in words
    assert "Stranger" in words
    assert "1 access link" in words


@pytest.mark.slow
def test_the_way_back_leads_to_the_queue_one_came_from(john, department, ticket):
    other = open_a_ticket(department=department)

    html = page(john, ticket, queue="unassigned", sort="oldest").content.decode()

    assert 'href="/panel/queues/unassigned/"' in html
    assert f'href="/panel/tickets/{other.number}/?queue=unassigned&amp;sort=oldest" rel="next"' in html


@pytest.mark.slow
def test_scripts_in_what_people_wrote_stay_text(john, requester, ticket):
    Ticket.objects.filter(pk=ticket.pk).update(subject="<script>alert(1)</script>")
    receive_message(
        ticket, Body.from_html("<script>alert(2)</script><b>hm</b>"), by=requester, source=Source.WEB
    )

    html = page(john, ticket).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_it_costs_the_same_few_queries_whatever_there_is(john, agent, supreme, department):
    small, large = (_eventful(agent, supreme, department, times=times) for times in (1, 3))
    page(john, small)

    costs = []
    for ticket in (small, large):
        with CaptureQueriesContext(connection) as queries:
            assert page(john, ticket).status_code == 200
        costs.append(len(queries))

    assert large.entries.count() >= 10
    assert costs[0] == costs[1]
    assert costs[1] <= MOST_QUERIES


def _eventful(agent, supreme, department, *, times: int) -> Ticket:
    """A ticket on which everything happened so many times."""
    with at(now() - timedelta(minutes=50)):
        requester = RequesterFactory()
        ticket = open_a_ticket(requester=requester, department=department, plan=_plan())
    for time in range(times):
        reply_to_ticket(ticket, Body.from_text("Which one?"), by=agent)
        receive_message(ticket, Body.from_text("That one."), by=requester, source=Source.WEB)
        note_on_ticket(ticket, Body.from_text("Hm."), by=supreme)
        prioritize_ticket(ticket, 3 + time % 2, by=agent)
        pend_ticket(ticket, by=agent, until=now() + timedelta(hours=time + 1))
        escalate_ticket(ticket, by=agent, comment="Tried: all", to=TeamFactory(tier=2 + time))
        add_collaborator(ticket, f"colleague{ticket.pk}-{time}@example.com", by=agent)
        follow_ticket(ticket, by=(agent, supreme, agent)[time])
        refer_ticket(ticket, DepartmentFactory(), by=agent)
        issue_link(ticket, requester)
        report = open_a_ticket(requester=requester, department=department)
        chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=supreme)
        chain_tickets(report, open_a_ticket(department=department), kind=LinkKind.BLOCKS, by=supreme)
        open_a_ticket(requester=requester, department=department)
    return ticket


def _plan():
    return make_sev_a() if not Entry.objects.exists() else make_sev_b()


def _member_of(ticket: Ticket):
    return agent_in(ticket.department)


def _tie(parent: Ticket, child: Ticket) -> None:
    parent.child_links.create(child=child, kind=LinkKind.BLOCKS, created_at=now())


@pytest.mark.slow
def test_an_answer_on_the_phone_tells_which_promise_it_kept(john, agent, requester, department):
    ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_a())
    answer_by_phone(ticket, Body.from_text("He pulls the plug."), by=agent)

    words = words_of(page(john, ticket))

    assert "Answered on the phone" in words
    assert "First response: promise kept" in words


@pytest.mark.slow
def test_a_long_thread_offers_to_jump_to_its_end(john, agent, ticket):
    for place in ("floor 2", "floor 3"):
        note_on_ticket(ticket, Body.from_text(f"Looked at it on {place}."), by=agent)
    assert 'href="#entry-' not in page(john, ticket).content.decode()

    note_on_ticket(ticket, Body.from_text("Found it."), by=agent)

    html = page(john, ticket).content.decode()
    assert 'href="#entry-4"' in html
    assert 'id="entry-4"' in html
