import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord
from agents.operations.deactivate import deactivate, reactivate
from tests.factories.people import AdministratorFactory, AgentFactory, DepartmentFactory, agent_in

pytestmark = pytest.mark.django_db


def test_who_leaves_can_no_longer_sign_in_or_administer_and_keeps_the_past():
    agent = agent_in(DepartmentFactory(), user__is_staff=True)

    deactivate(agent, by=AdministratorFactory())

    agent = Agent.objects.get(pk=agent.pk)
    assert (agent.is_active, agent.user.is_active, agent.user.is_staff) == (False, False, False)
    assert agent.memberships.count() == 1


@pytest.mark.slow
def test_a_session_ends_with_the_work(client):
    agent, colleague = AgentFactory(), AgentFactory()
    client.force_login(agent.user)
    assert client.get("/accounts/email/").status_code == 200

    deactivate(agent, by=AdministratorFactory())

    assert client.get("/accounts/email/").status_code == 302
    client.force_login(colleague.user)
    assert client.get("/accounts/email/").status_code == 200


def test_who_comes_back_has_the_roles_of_before_but_not_the_administration():
    agent, administrator = agent_in(DepartmentFactory(), user__is_staff=True), AdministratorFactory()
    deactivate(agent, by=administrator)

    reactivate(agent, by=administrator)

    agent = Agent.objects.get(pk=agent.pk)
    assert (agent.is_active, agent.user.is_active, agent.user.is_staff) == (True, True, False)
    assert len(agent.department_ids) == 1


def test_nobody_deactivates_himself():
    agent = AgentFactory(user=AdministratorFactory())

    with pytest.raises(OperationRefused, match="yourself"):
        deactivate(agent, by=agent.user)
    assert Agent.objects.get(pk=agent.pk).is_active


@pytest.mark.parametrize("operation", [deactivate, reactivate])
def test_only_administrators_decide_who_works_here(operation):
    agent, colleague = AgentFactory(), AgentFactory()

    with pytest.raises(PermissionDenied):
        operation(agent, by=colleague.user)


def test_doing_it_twice_is_doing_it_once():
    agent, administrator = AgentFactory(), AdministratorFactory()

    for operation in [deactivate, deactivate, reactivate, reactivate]:
        operation(agent, by=administrator)

    log = AuditRecord.objects.order_by("pk").values_list("kind", "user", "subject")
    assert list(log) == [
        ("deactivated", administrator.pk, agent.email),
        ("reactivated", administrator.pk, agent.email),
    ]
