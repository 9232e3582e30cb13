import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from agents.models import Agent
from tests.factories.people import (
    AgentFactory,
    DepartmentFactory,
    MembershipFactory,
    RoleFactory,
    TeamFactory,
    UserFactory,
    agent_in,
)

pytestmark = pytest.mark.django_db


def test_the_role_of_the_membership_decides_in_the_department_and_the_visiting_role_elsewhere():
    support, systems = DepartmentFactory(), DepartmentFactory()
    agent = agent_in(
        support,
        permissions=["ticket.reply", "ticket.close"],
        visiting_role=RoleFactory(permissions=["ticket.note"]),
    )

    assert agent.permissions_in(support.pk) == {"ticket.reply", "ticket.close"}
    assert agent.permissions_in(systems.pk) == {"ticket.note"}


def test_without_a_visiting_role_a_visitor_may_only_read():
    agent = agent_in(DepartmentFactory())

    assert agent.permissions_in(DepartmentFactory().pk) == frozenset()


def test_departments_are_seen_wholly_or_only_what_was_assigned():
    support, systems = DepartmentFactory(), DepartmentFactory()
    DepartmentFactory()
    agent = agent_in(support)
    MembershipFactory(agent=agent, department=systems, is_assigned_only=True)

    assert agent.department_ids == {support.pk, systems.pk}
    assert agent.whole_department_ids == {support.pk}


def test_an_agent_knows_the_teams_he_is_in():
    agent, colleague = AgentFactory(), AgentFactory()
    mine = TeamFactory(members=[agent, colleague])
    TeamFactory(members=[colleague])

    assert agent.team_ids == {mine.pk}


def test_what_belongs_to_no_department_is_permitted_by_any_membership():
    agent = agent_in(DepartmentFactory(), permissions=["report.view"])
    MembershipFactory(agent=agent, role__permissions=["ticket.reply"])

    assert agent.permits_anywhere("report.view")
    assert not agent.permits_anywhere("queue.share")


@pytest.mark.parametrize("number_of_memberships", [1, 3])
def test_a_request_asks_three_times_however_much_the_agent_belongs_to(
    django_assert_num_queries, number_of_memberships
):
    agent = AgentFactory(visiting_role=RoleFactory())
    for _ in range(number_of_memberships):
        MembershipFactory(agent=agent)
        TeamFactory(members=[agent])

    with django_assert_num_queries(3):
        asked = Agent.objects.for_request(agent.user)
        assert asked.name == agent.user.name
        assert len(asked.whole_department_ids) == len(asked.team_ids) == number_of_memberships
        assert asked.permissions_in(0) == asked.permissions_in(asked.memberships.all()[0].department_id)


def test_an_agent_from_elsewhere_asks_for_rights_once(django_assert_num_queries):
    agent = Agent.objects.get(pk=agent_in(DepartmentFactory()).pk)

    with django_assert_num_queries(2):
        assert agent.department_ids == agent.whole_department_ids
        assert agent.team_ids == frozenset()


def test_rights_are_asked_for_again_after_a_reload():
    agent = agent_in(DepartmentFactory())
    assert len(agent.department_ids) == 1
    MembershipFactory(agent=agent)

    agent.refresh_from_db()

    assert len(agent.department_ids) == 2


@pytest.mark.parametrize(
    "changes", [{"is_active": False}, {"user__is_active": False}], ids=["agent inactive", "user inactive"]
)
def test_who_no_longer_works_here_is_no_agent(changes):
    former, present = AgentFactory(**changes), AgentFactory()

    assert Agent.objects.for_request(former.user) is None
    assert Agent.objects.for_request(present.user) == present
    assert list(Agent.objects.active()) == [present]


def test_requesters_and_strangers_are_no_agents():
    assert Agent.objects.for_request(UserFactory()) is None
    assert Agent.objects.for_request(AnonymousUser()) is None


def test_who_is_away_is_not_present():
    here, away = AgentFactory(), AgentFactory(is_available=False)

    assert list(Agent.objects.present()) == [here]
    assert (here.is_present, away.is_present) == (True, False)


def test_the_substitute_stands_in_while_the_agent_is_away():
    here, absent = AgentFactory(), AgentFactory(is_available=False)

    assert here.stand_in == here
    assert AgentFactory(is_available=False, substitute=here).stand_in == here
    assert AgentFactory(is_available=False, substitute=absent).stand_in is None
    assert absent.stand_in is None


def test_nobody_is_his_own_substitute():
    agent = AgentFactory()
    agent.substitute = agent

    with pytest.raises(IntegrityError, match="agent_is_not_own_substitute"):
        agent.save()


def test_a_role_may_require_a_second_factor():
    plain, guarded = agent_in(DepartmentFactory()), agent_in(DepartmentFactory())
    MembershipFactory(agent=guarded, role__requires_second_factor=True)

    visitor = AgentFactory(visiting_role=RoleFactory(requires_second_factor=True))

    assert not plain.requires_second_factor
    assert guarded.requires_second_factor
    assert visitor.requires_second_factor
