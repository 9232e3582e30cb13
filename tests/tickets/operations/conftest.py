import pytest

from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.sla.plans import make_sev_b
from tests.tickets.facts import assert_facts_of
from tickets.models import Ticket
from tickets.operations.merge import merge_ticket


@pytest.fixture(autouse=True)
def facts_stay_true(db):
    """After every test of an operation the facts on every ticket's row agree with their sources."""
    yield
    assert_facts_of(Ticket.objects.all())


@pytest.fixture
def child(department):
    """What Ngozi asked at ten past nine: one hour for the first response, four for the resolution."""
    with at(tuesday("09:10")):
        return open_a_ticket(
            requester=RequesterFactory(name="Ngozi"), department=department, plan=make_sev_b()
        )


@pytest.fixture
def merged(child, ticket, supreme):
    with at(tuesday("09:30")):
        merge_ticket(child, into=ticket, by=supreme, comment="The same printer.")
    return child
