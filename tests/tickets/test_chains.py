from itertools import pairwise

import pytest

from tests.factories.tickets import open_a_ticket
from tickets.actor import SYSTEM
from tickets.chains import is_below, open_blockers, parts_of
from tickets.models import Link
from tickets.operations.chain import chain_tickets
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.vocabulary import LinkKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(department):
    """Four tickets, each blocking the one before."""
    tickets = [open_a_ticket(department=department) for _each in range(4)]
    for parent, child in pairwise(tickets):
        chain_tickets(parent, child, kind=LinkKind.BLOCKS, by=SYSTEM)
    return tickets


@pytest.mark.slow
def test_blocking_reaches_through(chain):
    assert open_blockers(chain[0]) == chain[1:]
    assert open_blockers(chain[2]) == chain[3:]
    assert open_blockers(chain[3]) == []


@pytest.mark.slow
def test_what_is_done_or_in_the_trash_blocks_no_more(chain):
    pend_ticket(chain[3], by=SYSTEM)
    assert open_blockers(chain[0]) == chain[1:]

    resolve_ticket(chain[3], by=SYSTEM)
    close_ticket(chain[2], by=SYSTEM)
    delete_ticket(chain[1], by=SYSTEM)

    assert open_blockers(chain[0]) == []


@pytest.mark.slow
def test_a_done_ticket_between_does_not_cut_the_chain(chain):
    resolve_ticket(chain[1], by=SYSTEM, force=True, comment="Worked around.")

    assert open_blockers(chain[0]) == chain[2:]


@pytest.mark.slow
def test_what_hangs_below(chain):
    assert is_below(chain[3], chain[0])
    assert not is_below(chain[0], chain[3])
    assert not is_below(chain[0], chain[0])


@pytest.mark.slow
def test_a_ring_that_came_in_another_way_ends_the_walk(chain):
    Link.objects.create(parent=chain[3], child=chain[0], kind=LinkKind.BLOCKS, created_at=chain[0].opened_at)

    assert open_blockers(chain[0]) == chain[1:]


@pytest.mark.slow
def test_reports_are_the_direct_parts_of_an_incident(chain, department):
    incident, report = chain[0], open_a_ticket(department=department)
    chain_tickets(incident, report, kind=LinkKind.PART_OF, by=SYSTEM)

    assert list(parts_of(incident)) == [report]
