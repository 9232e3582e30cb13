import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.models import AuditRecord, Membership
from agents.operations.grant_role import grant_role, grant_visiting_role, revoke_role
from sla.moment import now
from tests.factories.people import (
    AdministratorFactory,
    AgentFactory,
    DepartmentFactory,
    RoleFactory,
    agent_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return AdministratorFactory()


def test_a_role_makes_an_agent_a_member_of_the_department(administrator):
    agent, support, role = AgentFactory(), DepartmentFactory(), RoleFactory()

    grant_role(agent, department=support, role=role, is_assigned_only=True, by=administrator)

    membership = agent.memberships.get()
    assert (membership.department, membership.role) == (support, role)
    assert (membership.is_assigned_only, membership.is_primary) == (True, True)


def test_another_role_replaces_the_one_the_member_had(administrator):
    support, lead = DepartmentFactory(), RoleFactory()
    agent = agent_in(support)

    grant_role(agent, department=support, role=lead, by=administrator)

    assert agent.memberships.get().role == lead


def test_naming_another_home_moves_it(administrator):
    agent, role = AgentFactory(), RoleFactory()
    first, second = DepartmentFactory(), DepartmentFactory()
    grant_role(agent, department=first, role=role, by=administrator)

    grant_role(agent, department=second, role=role, is_primary=True, by=administrator)

    assert dict(agent.memberships.values_list("department", "is_primary")) == {
        first.pk: False,
        second.pk: True,
    }


def test_a_changed_role_leaves_the_home_where_it_is(administrator):
    agent, support = AgentFactory(), DepartmentFactory()
    grant_role(agent, department=support, role=RoleFactory(), by=administrator)

    grant_role(agent, department=support, role=RoleFactory(), by=administrator)

    assert agent.memberships.get().is_primary


def test_a_membership_ends(administrator):
    support, systems = DepartmentFactory(), DepartmentFactory()
    agent = agent_in(support)
    grant_role(agent, department=systems, role=RoleFactory(), by=administrator)

    revoke_role(agent, department=support, by=administrator)

    assert list(agent.memberships.values_list("department", flat=True)) == [systems.pk]


def test_a_visiting_role_is_given_and_taken(administrator):
    agent, role = AgentFactory(), RoleFactory(permissions=["ticket.note"])

    grant_visiting_role(agent, role=role, by=administrator)
    given = agent.permissions_in(DepartmentFactory().pk)
    grant_visiting_role(agent, role=None, by=administrator)

    assert given == {"ticket.note"}
    assert agent.permissions_in(DepartmentFactory().pk) == frozenset()


@pytest.mark.parametrize("archived", ["role", "department"])
def test_what_was_archived_is_not_given_any_more(administrator, archived):
    given = {"role": RoleFactory(), "department": DepartmentFactory()}
    given[archived].archived_at = now()
    given[archived].save()

    with pytest.raises(OperationRefused, match="was archived"):
        grant_role(AgentFactory(), by=administrator, **given)
    assert not Membership.objects.exists()


def test_who_has_an_archived_role_can_be_changed_otherwise(administrator):
    support = DepartmentFactory()
    agent = agent_in(support)
    role = agent.memberships.get().role
    role.archived_at = now()
    role.save()

    grant_role(agent, department=support, role=role, is_assigned_only=True, by=administrator)

    assert agent.memberships.get().is_assigned_only


def test_an_archived_role_does_not_become_a_visiting_role(administrator):
    with pytest.raises(OperationRefused, match="was archived"):
        grant_visiting_role(AgentFactory(), role=RoleFactory(archived_at=now()), by=administrator)


@pytest.mark.parametrize(
    "operation",
    [
        lambda agent, by: grant_role(agent, department=DepartmentFactory(), role=RoleFactory(), by=by),
        lambda agent, by: revoke_role(agent, department=agent.memberships.get().department, by=by),
        lambda agent, by: grant_visiting_role(agent, role=RoleFactory(), by=by),
    ],
    ids=["grant", "revoke", "visiting"],
)
def test_only_administrators_give_and_take_roles(operation):
    agent, lead = agent_in(DepartmentFactory()), agent_in(DepartmentFactory())

    with pytest.raises(PermissionDenied):
        operation(agent, lead.user)


def test_every_change_is_logged_and_nothing_else(administrator):
    agent, support, role = AgentFactory(), DepartmentFactory(), RoleFactory()

    for _ in range(2):
        grant_role(agent, department=support, role=role, by=administrator)
        grant_visiting_role(agent, role=role, by=administrator)
    for _ in range(2):
        revoke_role(agent, department=support, by=administrator)
        grant_visiting_role(agent, role=None, by=administrator)

    log = AuditRecord.objects.order_by("pk")
    assert [row.kind for row in log] == ["role_granted", "role_granted", "role_revoked", "role_revoked"]
    assert {row.subject for row in log} == {agent.email}
    assert log[0].details == {"department": support.name, "role": role.name, "is_assigned_only": False}
