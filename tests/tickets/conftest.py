"""The three people who always exist, and a ticket for them to meet at."""

import pytest

from agents.models import Agent, Department
from agents.permissions import EVERY_CODE
from sla.moment import at
from tests.clock import tuesday
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.jobs import empty_job_tables
from tickets.models import Requester, Ticket


@pytest.fixture
def department(db) -> Department:
    return DepartmentFactory(name="Support")


@pytest.fixture
def requester(db) -> Requester:
    return RequesterFactory(name="James", address="james@example.com")


@pytest.fixture
def agent(department) -> Agent:
    """John, who may do in Support what every agent may."""
    return agent_in(department, user__name="John", user__email="john@example.com")


@pytest.fixture
def supreme(department) -> Agent:
    """An agent of Support who may do everything there."""
    return agent_in(department, permissions=EVERY_CODE, user__name="Supreme")


@pytest.fixture
def stranger(db) -> Agent:
    """Somebody who may do everything, but in another department."""
    return agent_in(DepartmentFactory(name="Elsewhere"), permissions=EVERY_CODE, user__name="Stranger")


@pytest.fixture
def ticket(requester, department) -> Ticket:
    """What James asked Support on Tuesday at nine."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department)


@pytest.fixture
def committed(transactional_db):
    """For tests in which several connections meet: what they commit is gone afterwards, jobs included."""
    yield
    empty_job_tables()
