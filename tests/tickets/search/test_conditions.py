"""What filter words hold: one small desk, and each word against all of it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.models import Agent
from agents.permissions import AGENT_ROLE
from sla.moment import at
from sla.priority import Priority
from tests.clock import tuesday
from tests.factories.people import DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, OrganizationFactory, RequesterFactory, open_a_ticket
from tests.sla.plans import make_sev_b
from tickets.access import visible_to
from tickets.models import Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.search.conditions import condition, misunderstood
from tickets.search.language import KEYS, LONGEST, parse
from tickets.text.body import Body

pytestmark = pytest.mark.django_db

READ_AT = tuesday("12:00")


@pytest.fixture
def john(department) -> Agent:
    return agent_in(department, permissions=AGENT_ROLE | {"ticket.delete"}, user__name="John Miller")


@pytest.fixture
def desk(department, john) -> dict[str, Ticket]:
    """Six tickets that differ in everything one can ask for."""
    elsewhere = DepartmentFactory(name="System Administrators")
    jane = agent_in(department, user__name="Jane Doe", user__email="jane@example.com")
    ruth = RequesterFactory(
        name="Ruth Adeyemi", address="ruth@bank.example", organization=OrganizationFactory(name="Accounting")
    )
    banking = TeamFactory(name="Online Banking", members=[john])
    reset = HelpTopicFactory(name="Password Reset", department=department, plan=make_sev_b())
    outage = HelpTopicFactory(name="Outage", department=department, priority=Priority.EMERGENCY)
    boss = agent_in(department, permissions=AGENT_ROLE | {"ticket.delete"})
    with at(READ_AT - timedelta(days=30)):
        closed = open_a_ticket(department=department, subject="The oldest toner")
        close_ticket(closed, by=boss)
    with at(READ_AT - timedelta(days=8)):
        old = open_a_ticket(department=department, requester=ruth, subject="Card terminal")
        assign_ticket(old, assignee=jane, by=boss)
        reply_to_ticket(old, Body.from_text("Plugged in?"), by=jane)
        pend_ticket(old, by=jane)
    with at(tuesday("08:00")):
        late = open_a_ticket(topic=reset)
        trashed = open_a_ticket(topic=reset)
        delete_ticket(trashed, by=boss)
    with at(tuesday("11:30")):
        mine = open_a_ticket(topic=outage)
        assign_ticket(mine, assignee=john, team=banking, by=boss)
    with at(tuesday("11:40")):
        referred = open_a_ticket(department=elsewhere)
        assign_ticket(referred, assignee=john, by=agent_in(elsewhere))
    return {
        "closed": closed, "old": old, "late": late, "trashed": trashed, "mine": mine, "referred": referred
    }  # fmt: skip


ASKED = [
    # what is asked, which tickets hold
    ("state:open", "late mine referred"),
    ("state:open,waiting", "late mine referred old"),
    ("state:pending", "old"),
    ("-state:closed", "late mine referred old"),
    ("state:trash", "trashed"),
    ('status:"waiting for requester"', "old"),
    ("is:unanswered", "late mine referred"),
    ("is:answered", ""),
    ("is:overdue", "late"),
    ("is:unassigned state:open", "late"),
    ("priority:emergency", "mine"),
    ("priority:>normal", "mine"),
    ("priority:<=normal state:open", "late referred"),
    ("priority:low,emergency", "mine"),
    ("assignee:me", "mine referred"),
    ("assignee:jane", "old"),
    ("assignee:JANE@example.com", "old"),
    ("assignee:none state:open", "late"),
    ("-assignee:me state:open", "late"),
    ('team:"online banking"', "mine"),
    ("team:mine", "mine"),
    ("department:support state:open", "late mine"),
    ('department:"System Administrators"', "referred"),
    ("department:mine state:open", "late mine"),
    ('topic:"Password Reset"', "late"),
    ("topic:Outage,nonsense", "mine"),
    ("requester:ruth", "old"),
    ("requester:adeyemi", "old"),
    ('requester:"adeyemi ruth"', "old"),
    ("requester:ruth@bank", "old"),
    ("organization:accounting", "old"),
    ("created:>7d", "closed old"),
    ("created:<7d", "late mine referred"),
    ("created:today", "late mine referred"),
    ("created:<1h", "mine referred"),
    ("updated:>7d", "closed old"),
    ("due:<2h", "late"),
    ("due:none state:open", "mine referred"),
    ("state:open priority:emergency assignee:me", "mine"),
    ("toner", "closed"),
    ("toner state:open", ""),
    ("terminal requester:ruth", "old"),
]


def test_each_filter_word_holds_these_and_no_others(desk, john, subtests):
    reader = Agent.objects.with_rights().get(pk=john.pk)
    names = {ticket.pk: name for name, ticket in desk.items()}
    with at(READ_AT):
        for asked, expected in ASKED:
            found = visible_to(reader).filter(condition(parse(asked), reader, READ_AT))

            with subtests.test(asked):
                assert {names[key] for key in found.values_list("pk", flat=True)} == set(expected.split())


NOT_UNDERSTOOD = [
    ("state:opne", "“state:opne” isn't known. There are open, waiting, resolved, closed, merged."),
    ("is:blue", "“is:blue” isn't known. There are unanswered,"),
    ("priority:highest", "“priority:highest” isn't known. There are low, normal, high, emergency."),
    ("assignee:nobodyknown", "There is no assignee “nobodyknown”."),
    ('topic:"No such"', "There is no topic “No such”."),
    ("created:soon", "“soon” is no time."),
    ("created:2026-02-31", "“2026-02-31” is no time."),
    ("state:>open", "“state:” can't be compared with >."),
    ("state:", "“state:” needs a value after it."),
    ("tags:vip", "“tags:” is no filter word, so it was searched for as it stands."),
]


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "sentence"), NOT_UNDERSTOOD, ids=[row[0] for row in NOT_UNDERSTOOD])
def test_what_makes_no_sense_is_told_and_holds_nothing(ticket, agent, asked, sentence):
    query = parse(asked)

    (told,) = misunderstood(query, agent, READ_AT)

    assert told.startswith(sentence)
    assert not visible_to(agent).filter(condition(query, agent, READ_AT)).exists()
    assert visible_to(agent).exists()


def test_the_trash_is_not_found_by_those_who_may_not_take_out_of_it(ticket, agent, supreme):
    delete_ticket(ticket, by=supreme)
    asked = parse("state:trash")

    assert list(visible_to(supreme).filter(condition(asked, supreme, READ_AT))) == [ticket]
    assert not visible_to(agent).filter(condition(asked, agent, READ_AT)).exists()
    assert misunderstood(asked, agent, READ_AT) == ["Your role doesn't let you look into the trash."]


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=LONGEST)
    | st.builds(
        lambda *parts: "".join(parts),
        st.sampled_from(["", "-"]),
        st.sampled_from(KEYS),
        st.just(":"),
        st.sampled_from(["", "<", ">="]),
        st.text(max_size=12) | st.from_regex(r"[0-9]{1,5}[mhdwy]", fullmatch=True),
    )
)
def test_whatever_is_typed_the_database_answers(agent, typed):
    query = parse(typed)

    list(visible_to(agent).filter(condition(query, agent, READ_AT))[:1])
    misunderstood(query, agent, READ_AT)
