import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.models import AuditRecord
from agents.operations.set_availability import set_availability
from tests.factories.people import AdministratorFactory, AgentFactory

pytestmark = pytest.mark.django_db


def test_an_agent_goes_away_and_names_who_stands_in():
    agent, colleague = AgentFactory(), AgentFactory()

    set_availability(agent, is_available=False, substitute=colleague, by=agent.user)

    agent.refresh_from_db()
    assert (agent.is_available, agent.substitute, agent.stand_in) == (False, colleague, colleague)


def test_coming_back_ends_the_substitution():
    agent, colleague = AgentFactory(), AgentFactory()
    set_availability(agent, is_available=False, substitute=colleague, by=agent.user)

    set_availability(agent, is_available=True, by=agent.user)

    agent.refresh_from_db()
    assert (agent.is_available, agent.substitute) == (True, None)


@pytest.mark.parametrize(
    "nobody",
    [
        lambda agent: agent,
        lambda _: AgentFactory(is_available=False),
        lambda _: AgentFactory(is_active=False),
    ],
    ids=["the agent", "somebody away", "somebody who left"],
)
def test_who_is_not_there_cannot_stand_in(nobody):
    agent = AgentFactory()

    with pytest.raises(OperationRefused, match="can't stand in"):
        set_availability(agent, is_available=False, substitute=nobody(agent), by=agent.user)

    agent.refresh_from_db()
    assert agent.is_available


def test_an_administrator_says_it_of_everybody_and_a_colleague_of_nobody():
    agent, colleague, administrator = AgentFactory(), AgentFactory(), AdministratorFactory()

    with pytest.raises(PermissionDenied):
        set_availability(agent, is_available=False, by=colleague.user)
    set_availability(agent, is_available=False, by=administrator)

    agent.refresh_from_db()
    assert not agent.is_available


def test_saying_it_twice_is_logged_once():
    agent = AgentFactory()

    for _ in range(2):
        set_availability(agent, is_available=False, by=agent.user)

    record = AuditRecord.objects.get()
    assert (record.kind, record.details) == (
        "availability_changed",
        {"is_available": False, "substitute": ""},
    )
