import pytest

from tests.tickets.facts import assert_facts_of
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def facts_stay_true(db):
    """After every test of an operation the facts on every ticket's row agree with their sources."""
    yield
    assert_facts_of(Ticket.objects.all())
