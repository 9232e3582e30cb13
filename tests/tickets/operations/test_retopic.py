import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.moment import at
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE, dues, tuesday
from tests.factories.people import AgentFactory, DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tests.sla.plans import make_plan
from tests.tickets.history import kinds, last_event
from tickets.actor import SYSTEM
from tickets.models import Event
from tickets.operations.assign import assign_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.vocabulary import Origin


@pytest.fixture
def systems(db):
    return DepartmentFactory(name="System Administrators")


@pytest.fixture
def banking(db):
    return TeamFactory(name="Online Banking")


@pytest.fixture
def outage(systems, banking):
    """A topic that has a word on everything."""
    return HelpTopicFactory(
        name="Business Critical Outage",
        department=systems,
        priority=Priority.EMERGENCY,
        plan=make_plan("Sev-A", {TargetKind.RESOLUTION: HOUR}),
        team=banking,
        assignee=AgentFactory(user__name="Amara"),
    )


@pytest.fixture
def problem(department):
    """A topic that has a word on the department alone."""
    return HelpTopicFactory(name="Report a Problem", department=department)


@pytest.fixture
def ticket(requester, problem):
    with at(tuesday("09:05")):
        return open_a_ticket(requester=requester, topic=problem)


def test_it_is_about_something_else(ticket, agent, outage):
    with at(tuesday("09:10")):
        retopic_ticket(ticket, outage, by=agent, comment="It is all of banking.")

    ticket.refresh_from_db()
    assert ticket.topic == outage
    event = last_event(ticket, Event.Kind.RETOPICKED)
    assert event.comment == "It is all of banking."
    assert event.details == {"before": "Report a Problem", "after": "Business Critical Outage"}


def test_values_nobody_set_are_asked_again(ticket, agent, outage, systems, banking):
    with at(tuesday("09:10")):
        retopic_ticket(ticket, outage, by=agent)

    ticket.refresh_from_db()
    assert (ticket.department, ticket.priority, ticket.team) == (systems, Priority.EMERGENCY, banking)
    assert (ticket.assignee.name, ticket.clock.plan.name) == ("Amara", "Sev-A")
    assert set(ticket.origins.values()) == {Origin.TOPIC}
    assert dues(ticket.clock)[TargetKind.RESOLUTION] == "10:10"


def test_each_value_it_brought_along_is_told(ticket, agent, outage):
    retopic_ticket(ticket, outage, by=agent)

    assert kinds(ticket) == ["retopicked", "transferred", "prioritized", "replanned", "assigned"]
    assert [event.details["because"] for event in ticket.events.all()[2:]] == ["topic"] * 4
    assert last_event(ticket, Event.Kind.PRIORITIZED).details == {
        "before": Priority.NORMAL,
        "after": Priority.EMERGENCY,
        "because": "topic",
    }
    assert last_event(ticket, Event.Kind.ASSIGNED).details == {
        "team": "Online Banking",
        "team_before": None,
        "assignee": "Amara",
        "assignee_before": None,
        "because": "topic",
    }


@pytest.mark.slow
def test_what_an_agent_set_stays(ticket, agent, supreme, outage):
    mine = make_plan("Mine")
    prioritize_ticket(ticket, Priority.LOW, by=agent)
    replan_ticket(ticket, mine, by=agent)
    assign_ticket(ticket, assignee=agent, by=agent)

    retopic_ticket(ticket, outage, by=agent)

    assert (ticket.priority, ticket.clock.plan, ticket.assignee) == (Priority.LOW, mine, agent)
    assert (ticket.origins["priority"], ticket.origins["department"]) == (Origin.AGENT, Origin.TOPIC)


@pytest.mark.slow
def test_the_department_an_agent_chose_stays_and_names_the_plan(ticket, agent, problem, systems):
    systems.plan = make_plan("Theirs")
    systems.save()
    transfer_ticket(ticket, systems, by=agent)
    other = HelpTopicFactory(department=problem.department)

    retopic_ticket(ticket, other, by=agent_in(systems))

    assert (ticket.department, ticket.clock.plan) == (systems, systems.plan)


def test_what_a_rule_set_stays_too(ticket, agent, outage, problem):
    prioritize_ticket(ticket, Priority.EMERGENCY, by=SYSTEM)

    retopic_ticket(ticket, HelpTopicFactory(department=problem.department), by=agent)

    assert (ticket.priority, ticket.origins["priority"]) == (Priority.EMERGENCY, Origin.RULE)


def test_what_a_rule_handed_to_the_next_tier_is_given_to_nobody_else(requester, department, agent, outage):
    second = TeamFactory(name="Second tier", tier=2)
    first = TeamFactory(name="First tier", escalates_to=second)
    ticket = open_a_ticket(requester=requester, department=department, team=first, assignee=agent)
    escalate_ticket(ticket, by=SYSTEM, comment="By the rule.")
    outage.assignee = agent_in(outage.department, user__name="Nora")
    outage.save()

    retopic_ticket(ticket, outage, by=agent)

    assert (ticket.team, ticket.assignee) == (second, None)
    assert "assignee" not in ticket.origins


def test_that_nothing_is_promised_can_be_chosen_and_stays(ticket, agent, outage):
    replan_ticket(ticket, make_plan("Brief"), by=agent)
    replan_ticket(ticket, None, by=agent)

    retopic_ticket(ticket, outage, by=agent)

    assert ticket.clock.plan is None


def test_what_the_old_topic_gave_and_the_new_one_does_not_goes(requester, agent, outage, problem):
    ticket = open_a_ticket(requester=requester, topic=outage)

    retopic_ticket(ticket, problem, by=agent_in(outage.department))

    assert (ticket.team, ticket.assignee, ticket.clock.plan) == (None, None, None)
    assert last_event(ticket, Event.Kind.RELEASED).details["assignee_before"] == "Amara"
    assert last_event(ticket, Event.Kind.REPLANNED).details["after"] is None


def test_who_cannot_have_it_there_loses_it(ticket, agent, outage, systems):
    systems.assigns_members_only = True
    systems.save()
    assign_ticket(ticket, assignee=agent, by=agent)

    retopic_ticket(ticket, outage, by=agent)

    assert ticket.assignee is None


def test_the_same_topic_again_changes_nothing(ticket, agent, problem):
    retopic_ticket(ticket, problem, by=agent)

    assert kinds(ticket) == []


def test_a_promise_that_moves_into_the_past_is_broken_by_change(ticket, agent, outage):
    with at(tuesday("09:10")):
        replan_free = HelpTopicFactory(
            department=ticket.department, plan=make_plan("Slow", {TargetKind.RESOLUTION: 8 * HOUR})
        )
        retopic_ticket(ticket, replan_free, by=agent)

    with at(tuesday("09:10") + HOUR + MINUTE):
        retopic_ticket(ticket, outage, by=agent)

    assert last_event(ticket, Event.Kind.TARGET_BREACHED).details["at"][11:16] == "10:10"


def test_an_archived_topic_is_not_chosen(ticket, agent, outage):
    outage.archived_at = tuesday("09:00")
    outage.save()

    with pytest.raises(OperationRefused, match="Business Critical Outage” is archived"):
        retopic_ticket(ticket, outage, by=agent)


def test_retopicking_needs_its_permission(ticket, department, outage):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.retopic"})

    with pytest.raises(PermissionDenied, match="Change the help topic"):
        retopic_ticket(ticket, outage, by=agent)
