from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.moment import at
from sla.priority import Priority
from tests.factories.people import AgentFactory, DepartmentFactory, RoleFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, OrganizationFactory, RequesterFactory, open_a_ticket
from tests.jobs import deferred
from tests.sla.plans import make_plan, make_sev_b
from tickets.models import Desk, Event, Ticket
from tickets.operations.open import open_ticket
from tickets.operations.route import Chosen
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Origin, Source, State

NINE = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)


@pytest.fixture
def topic(department):
    return HelpTopicFactory(name="Report a Problem", department=department)


def open_(requester, **fields) -> Ticket:
    return open_ticket(
        **{
            "requester": requester,
            "subject": "Banking is down",
            "body": Body.from_text("Nobody can sign in."),
            "source": Source.WEB,
            "by": requester,
        }
        | fields
    )


def test_what_somebody_asks_becomes_an_open_ticket(requester, topic, department):
    with at(NINE):
        ticket = open_(requester, topic=topic, remote_address="192.0.2.7")

    ticket.refresh_from_db()
    assert (ticket.requester, ticket.topic, ticket.department) == (requester, topic, department)
    assert (ticket.state, ticket.status.name) == (State.OPEN, "Open")
    assert ticket.remote_address == "192.0.2.7"
    assert ticket.opened_at == ticket.awaiting_since == NINE
    assert ticket.number.isdigit()
    entry = ticket.entries.get()
    assert (entry.kind, entry.author, entry.address) == (EntryKind.MESSAGE, requester, "james@example.com")
    assert entry.body_text == "Nobody can sign in."


def test_history_begins_with_what_it_was_born_with(requester, topic):
    ticket = open_(requester, topic=topic)

    event = ticket.events.get()
    assert (event.kind, event.requester, event.entry) == (
        Event.Kind.OPENED,
        requester,
        ticket.entries.get(),
    )
    assert event.details == {
        "source": "web",
        "department": "Support",
        "priority": Priority.NORMAL,
        "plan": None,
        "team": None,
        "assignee": None,
    }


def test_its_consequences_are_queued_with_it(requester, topic):
    ticket = open_(requester, topic=topic)

    assert deferred("tickets.publish") == [
        {"act": str(ticket.events.get().act), "ticket_id": ticket.pk},
    ]


def test_its_clock_starts_with_the_plan_of_its_topic(requester):
    with at(NINE):
        ticket = open_a_ticket(requester=requester, plan=make_sev_b())

    assert ticket.clock.started_at == NINE
    assert f"{ticket.next_due_at:%H:%M}" == "10:05"


def test_without_a_plan_a_clock_stands_ready_all_the_same(requester, topic):
    ticket = open_(requester, topic=topic)

    assert ticket.clock.plan is None
    assert ticket.next_due_at is None


def test_a_subject_is_one_line(requester, topic):
    ticket = open_(requester, topic=topic, subject="Banking\r\nBcc: everybody\x00 " + "x" * 300)

    assert ticket.subject.startswith("Banking Bcc: everybody xxx")
    assert len(ticket.subject) == 200


def test_the_same_form_sent_twice_opens_one_ticket(requester, topic):
    submission = uuid4()
    ticket = open_(requester, topic=topic, submission=submission)

    again = open_(requester, topic=topic, submission=submission)

    assert again == ticket
    assert ticket.entries.count() == ticket.events.count() == 1


class TestRoute:
    """The first who says something wins, for each value by itself (SLA.md, The plan)."""

    @pytest.mark.slow
    def test_topic_before_organization_before_department_before_desk(self, department):
        plans = {name: make_plan(name) for name in ("topic", "organization", "department", "desk")}
        organization = OrganizationFactory(plan=plans["organization"])
        requester = RequesterFactory(organization=organization)
        department.plan = plans["department"]
        department.save()
        Desk.objects.update(default_plan=plans["desk"])
        topic = HelpTopicFactory(department=department, plan=plans["topic"])

        born = []
        for _step in range(4):
            ticket = open_(requester, topic=topic)
            born.append((ticket.clock.plan.name, ticket.origins["plan"]))
            plans[born[-1][0]].is_active = False
            plans[born[-1][0]].save()
            for stale in (topic, organization, department):
                stale.refresh_from_db()
            requester.refresh_from_db()

        assert born == [
            ("topic", Origin.TOPIC),
            ("organization", Origin.ORGANIZATION),
            ("department", Origin.DEPARTMENT),
            ("desk", Origin.DESK),
        ]

    def test_everything_a_topic_says(self, requester, department):
        team, assignee = TeamFactory(), AgentFactory()

        ticket = open_a_ticket(
            requester=requester,
            department=department,
            team=team,
            assignee=assignee,
            priority=Priority.HIGH,
        )

        assert (ticket.team, ticket.assignee, ticket.priority) == (team, assignee, Priority.HIGH)
        assert set(ticket.origins.values()) == {Origin.TOPIC}

    def test_the_account_manager_gets_what_nothing_else_assigns(self, topic):
        manager = AgentFactory()
        requester = RequesterFactory(organization=OrganizationFactory(account_manager=manager))

        ticket = open_(requester, topic=topic)

        assert ticket.assignee == manager
        assert ticket.origins["assignee"] == Origin.ORGANIZATION

    def test_who_is_away_is_represented(self, requester, topic):
        topic.assignee = AgentFactory(is_available=False, substitute=AgentFactory())
        topic.save()

        assert open_(requester, topic=topic).assignee == topic.assignee.substitute

    def test_nothing_is_given_by_itself_to_archived_teams_or_to_outsiders(self, requester, department):
        department.assigns_members_only = True
        department.save()

        ticket = open_a_ticket(
            requester=requester,
            department=department,
            team=TeamFactory(archived_at=NINE),
            assignee=AgentFactory(),
        )

        assert (ticket.team, ticket.assignee) == (None, None)

    def test_the_desk_names_who_owns_what_no_topic_does(self, requester, department):
        Desk.objects.update(default_department=department)

        ticket = open_(requester)

        assert ticket.department == department
        assert ticket.origins == {"department": Origin.DESK, "priority": Origin.DESK}

    def test_what_nobody_owns_is_refused(self, requester):
        with pytest.raises(OperationRefused, match="No department takes this"):
            open_(requester)


class TestOnBehalf:
    """An agent opens it for somebody, by phone for example."""

    def test_the_requester_is_who_asks_and_the_agent_who_opened(self, requester, topic, agent):
        ticket = open_(requester, topic=topic, by=agent, source=Source.PHONE)

        assert ticket.entries.get().author == requester
        assert ticket.events.get().agent == agent
        assert ticket.source == Source.PHONE

    def test_what_the_agent_chose_wins(self, requester, topic, agent, department):
        plan, team = make_plan("Sev-A"), TeamFactory()
        chosen = Chosen(
            department=department, priority=Priority.EMERGENCY, plan=plan, team=team, assignee=agent
        )

        ticket = open_(requester, topic=topic, by=agent, chosen=chosen)

        assert (ticket.priority, ticket.clock.plan) == (Priority.EMERGENCY, plan)
        assert (ticket.team, ticket.assignee) == (team, agent)
        assert set(ticket.origins.values()) == {Origin.AGENT}

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("chosen", "missing"),
        [
            ({"priority": Priority.HIGH}, "ticket.prioritize"),
            ({"plan": None}, "ticket.replan"),
            ({"assignee": None}, "ticket.assign"),
            ({"team": None}, "ticket.assign"),
        ],
    )
    def test_choosing_needs_the_permission_to_change_it(self, requester, topic, department, chosen, missing):
        made = {"plan": lambda: make_plan("Sev-A"), "assignee": AgentFactory, "team": TeamFactory}
        chosen = {name: value or made[name]() for name, value in chosen.items()}
        agent = agent_in(department, permissions=AGENT_ROLE - {missing})
        open_(requester, topic=topic, by=agent)

        with pytest.raises(PermissionDenied):
            open_(requester, topic=topic, by=agent, chosen=Chosen(**chosen))

    def test_a_plan_no_longer_in_use_is_not_chosen(self, requester, topic, supreme):
        old = make_plan("Old", is_active=False)

        with pytest.raises(OperationRefused, match="“Old” is no longer in use"):
            open_(requester, topic=topic, by=supreme, chosen=Chosen(plan=old))

        assert not Ticket.objects.exists()

    def test_who_left_is_not_chosen(self, requester, topic, agent):
        with pytest.raises(OperationRefused, match="no longer an active agent"):
            open_(requester, topic=topic, by=agent, chosen=Chosen(assignee=AgentFactory(is_active=False)))

    def test_opening_elsewhere_needs_a_visiting_role(self, requester, agent):
        topic = HelpTopicFactory(department=DepartmentFactory(name="Elsewhere"))
        with pytest.raises(PermissionDenied, match="Elsewhere"):
            open_(requester, topic=topic, by=agent)

        agent.visiting_role = RoleFactory()

        assert open_(requester, topic=topic, by=agent).department.name == "Elsewhere"
