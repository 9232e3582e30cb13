"""Every situation a ticket can be in against every queue, word for word as PRODUCT.md defines them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import Agent
from agents.permissions import AGENT_ROLE
from sla.moment import at
from tests.clock import tuesday
from tests.factories.people import AgentFactory, DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket, status_named
from tests.rows import taken_back
from tests.sla.plans import make_sev_b
from tickets.models import Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.refer import refer_ticket
from tickets.operations.reopen import reopen_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.restore import restore_ticket
from tickets.operations.set_due import set_due
from tickets.queues import BY_SLUG, QUEUES, count_queues, queues_of
from tickets.text.body import Body
from tickets.vocabulary import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def john(agent) -> Agent:
    return agent


@pytest.fixture
def jane(department) -> Agent:
    return agent_in(department, permissions=AGENT_ROLE | {"ticket.delete"}, user__name="Jane")


@pytest.fixture
def johns_team(john):
    return TeamFactory(name="Level I Support", members=[john])


@pytest.fixture
def promised(requester, department) -> Ticket:
    """Opened at nine under Sev-B: first response in an hour, next in two, resolution in four."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.fixture
def doings(john, jane, johns_team):
    """What the situations below are made of, each done at the moment that stands before it."""
    other_team = TeamFactory(name="Online Banking", members=[jane])
    response = Body.from_text("Is it plugged in?")
    return lambda promised: {
        "john claims": lambda: claim_ticket(promised, by=john),
        "jane claims": lambda: claim_ticket(promised, by=jane),
        "john's team gets it": lambda: assign_ticket(promised, team=johns_team, by=jane),
        "another team gets it": lambda: assign_ticket(promised, team=other_team, by=jane),
        "jane answers": lambda: reply_to_ticket(promised, response, by=jane),
        "james writes": lambda: receive_message(
            promised, Body.from_text("Well?"), by=promised.requester, source=Source.WEB
        ),
        "waits for james": lambda: pend_ticket(promised, by=jane),
        "waits for a supplier": lambda: pend_ticket(
            promised, by=jane, status=status_named("Waiting for third party")
        ),
        "due by hand at noon": lambda: set_due(promised, tuesday("12:00"), by=jane),
        "jane resolves": lambda: resolve_ticket(promised, by=jane),
        "jane closes": lambda: close_ticket(promised, by=jane),
        "jane reopens": lambda: reopen_ticket(promised, by=jane),
        "jane trashes": lambda: delete_ticket(promised, by=jane),
        "jane restores": lambda: restore_ticket(promised, by=jane),
    }


SITUATIONS = [
    # what happened, when John looks, and where he finds the ticket
    ([], "09:47:59", "unassigned open"),
    ([], "09:48", "unassigned open due-soon"),
    ([], "10:00", "unassigned open due-soon"),
    ([], "10:00:01", "unassigned open overdue"),
    (["09:10 john claims"], "09:20", "my-tickets open"),
    (["09:10 john claims"], "10:01", "my-tickets open overdue"),
    (["09:10 jane claims"], "09:20", "open"),
    (["09:10 john's team gets it"], "09:20", "unassigned my-teams open"),
    (["09:10 john's team gets it", "09:11 john claims"], "09:20", "my-teams my-tickets open"),
    (["09:10 john's team gets it", "09:11 jane claims"], "09:20", "open"),
    (["09:10 another team gets it"], "09:20", "unassigned open"),
    (["09:10 john's team gets it", "09:11 waits for james"], "09:20", "waiting open"),
    (["09:10 john claims", "09:11 waits for james"], "09:20", "my-tickets waiting open"),
    (["09:10 waits for james"], "09:20", "waiting open"),
    (["09:10 waits for james"], "10:01", "waiting open overdue"),
    (["09:10 jane answers"], "09:20", "open answered"),
    (["09:10 jane answers"], "12:12", "open answered due-soon"),
    (["09:10 jane answers"], "13:01", "open answered overdue"),
    (["09:10 jane answers", "09:11 james writes"], "09:20", "open"),
    (["09:10 jane answers", "09:11 waits for james"], "13:01", "waiting open"),
    (["09:10 jane answers", "09:11 waits for james", "09:12 james writes"], "09:20", "open"),
    (["09:10 jane answers", "09:11 waits for a supplier"], "12:12", "waiting open due-soon"),
    (["09:10 jane answers", "09:11 waits for a supplier"], "13:01", "waiting open overdue"),
    (["09:10 jane answers", "13:30 waits for james"], "13:31", "waiting open"),
    (["09:10 jane answers", "09:11 due by hand at noon"], "12:00", "open answered due-soon"),
    (["09:10 jane answers", "09:11 due by hand at noon"], "12:01", "open answered overdue"),
    (["09:10 john claims", "09:11 jane resolves"], "20:00", "resolved"),
    (["13:30 jane resolves"], "20:00", "resolved"),
    (["09:10 jane resolves", "09:11 jane closes"], "20:00", "closed"),
    (["09:10 jane resolves", "09:11 jane reopens"], "09:20", "unassigned open"),
    (["09:10 jane answers", "09:11 jane resolves", "09:12 james writes"], "09:20", "open"),
    (["09:10 john claims", "09:11 jane trashes"], "20:00", ""),
    (["09:10 john claims", "09:11 jane trashes", "09:12 jane restores"], "09:20", "my-tickets open"),
]


def test_a_ticket_is_in_these_queues_and_no_other(promised, doings, john, subtests):
    for happened, seen_at, found_in in SITUATIONS:
        with taken_back():
            ticket = Ticket.objects.get(pk=promised.pk)
            do = doings(ticket)
            for line in happened:
                moment, _, what = line.partition(" ")
                with at(tuesday(moment)):
                    do[what]()

            with at(tuesday(seen_at)):
                found = {queue.slug for queue in QUEUES if queue.tickets(john).filter(pk=ticket.pk).exists()}
                counts = count_queues(john)

        with subtests.test(f"{' '.join(happened)} {seen_at}"):
            assert found == set(found_in.split())
            assert {slug for slug, count in counts.items() if count} == found - {
                "resolved",
                "closed",
                "trash",
            }


def test_without_a_promise_nothing_is_ever_due(ticket, agent):
    with at(tuesday("23:59")):
        found = {queue.slug for queue in QUEUES if ticket in queue.tickets(agent)}

    assert found == {"unassigned", "open"}


def a_visitor(**fields) -> Agent:
    return agent_in(DepartmentFactory(), **fields)


def a_stranger(ticket, _boss):
    return a_visitor()


def a_member(ticket, _boss):
    return agent_in(ticket.department)


def a_member_for_assigned_tickets_only(ticket, _boss):
    return agent_in(ticket.department, is_assigned_only=True)


def a_member_who_left(ticket, _boss):
    return agent_in(ticket.department, is_active=False)


def somebody_it_was_referred_to(ticket, boss):
    visitor = a_visitor()
    refer_ticket(ticket, visitor, by=boss)
    return visitor


def a_member_of_a_department_it_was_referred_to(ticket, boss):
    elsewhere = DepartmentFactory()
    refer_ticket(ticket, elsewhere, by=boss)
    return agent_in(elsewhere)


def a_member_of_a_team_it_was_referred_to(ticket, boss):
    visitor = AgentFactory()
    refer_ticket(ticket, TeamFactory(members=[visitor]), by=boss)
    return visitor


def a_member_of_its_team(ticket, boss):
    visitor = AgentFactory()
    assign_ticket(ticket, team=TeamFactory(members=[visitor]), by=boss)
    return visitor


def its_assignee_from_elsewhere(ticket, boss):
    visitor = a_visitor()
    assign_ticket(ticket, assignee=visitor, by=boss)
    return visitor


def its_assignee_for_assigned_tickets_only(ticket, boss):
    member = agent_in(ticket.department, is_assigned_only=True)
    assign_ticket(ticket, assignee=member, by=boss)
    return member


SEERS: list[tuple[Callable[[Ticket, Agent], Agent], set[str]]] = [
    (a_stranger, set()),
    (a_member, {"unassigned", "open"}),
    (a_member_for_assigned_tickets_only, set()),
    (a_member_who_left, set()),
    (somebody_it_was_referred_to, {"unassigned", "open"}),
    (a_member_of_a_department_it_was_referred_to, {"unassigned", "open"}),
    (a_member_of_a_team_it_was_referred_to, {"unassigned", "open"}),
    (a_member_of_its_team, {"my-teams", "unassigned", "open"}),
    (its_assignee_from_elsewhere, {"my-tickets", "open"}),
    (its_assignee_for_assigned_tickets_only, {"my-tickets", "open"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("who", "found_in"), SEERS, ids=[who.__name__ for who, _ in SEERS])
def test_a_queue_holds_what_its_reader_may_see(ticket, supreme, who, found_in):
    reader = Agent.objects.get(pk=who(ticket, supreme).pk)

    found = {queue.slug for queue in QUEUES if ticket in queue.tickets(reader)}

    assert found == found_in
    assert {slug for slug, count in count_queues(reader).items() if count} == found_in


def test_all_counts_take_one_query_and_agree_with_the_lists(
    requester, department, johns_team, john, jane, django_assert_num_queries
):
    plan = make_sev_b()
    with at(tuesday("09:00")):
        for number in range(6):
            ticket = open_a_ticket(requester=requester, department=department, plan=plan)
            if number % 2:
                claim_ticket(ticket, by=john)
            if number % 3 == 0:
                assign_ticket(ticket, team=johns_team, by=jane)
            if number == 4:
                pend_ticket(ticket, by=jane)
        resolve_ticket(ticket, by=jane)
    reader = Agent.objects.with_rights().get(pk=john.pk)

    with at(tuesday("09:50")):
        with django_assert_num_queries(1):
            counts = count_queues(reader)
        lists = {slug: BY_SLUG[slug].tickets(reader).count() for slug in counts}

    assert counts == lists
    assert counts["open"] == 5
    assert counts["waiting"] == 1
    assert counts["my-tickets"] == 2
    assert counts["due-soon"] == 5


def test_counting_reads_an_index_and_no_rows(john):
    """Asked of the planner without a choice: what it likes best depends on how much there is."""
    reader = Agent.objects.with_rights().get(pk=john.pk)
    others = [index.name for index in Ticket._meta.indexes if index.name != "ticket_counters"]
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute(f"DROP INDEX {', '.join(others)}")
        for other_way in ("seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{other_way} = off")
        count_queues(reader)
        cursor.execute("EXPLAIN " + asked.captured_queries[-1]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Only Scan using ticket_counters on tickets_ticket" in plan


def test_the_trash_is_for_those_who_may_take_out_of_it(ticket, john, jane):
    delete_ticket(ticket, by=jane)

    assert list(BY_SLUG["trash"].tickets(jane)) == [ticket]
    assert list(BY_SLUG["trash"].tickets(john)) == []
    assert "trash" not in [queue.slug for queue in queues_of(john)]
    assert [queue.slug for queue in queues_of(jane)] == [queue.slug for queue in QUEUES]


def test_an_order_that_makes_no_sense_gives_the_queues_own():
    assert BY_SLUG["open"].sort_by("priority").slug == "priority"
    assert BY_SLUG["open"].sort_by("no-such-order").slug == "due"
    assert BY_SLUG["closed"].sort_by("due").slug == "activity"
