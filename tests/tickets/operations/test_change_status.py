import pytest

from tests.clock import tuesday
from tests.factories.tickets import status_named
from tests.tickets.history import kinds
from tickets.operations.change_status import change_status
from tickets.operations.close import close_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.resolve import resolve_ticket


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "status", "told"),
    [
        (None, "Waiting for requester", ["pended"]),
        (None, "Resolved", ["resolved"]),
        (None, "Closed", ["closed"]),
        (None, "Open", []),
        (pend_ticket, "Open", ["pended", "resumed"]),
        (pend_ticket, "Waiting for third party", ["pended", "pended"]),
        (pend_ticket, "Resolved", ["pended", "resolved"]),
        (resolve_ticket, "Open", ["resolved", "reopened"]),
        (resolve_ticket, "Waiting for requester", ["resolved", "reopened", "pended"]),
        (resolve_ticket, "Closed", ["resolved", "closed"]),
        (close_ticket, "Open", ["closed", "reopened"]),
        (close_ticket, "Waiting for requester", ["closed", "reopened", "pended"]),
    ],
)
def test_each_status_is_reached_by_the_verb_of_its_state(ticket, agent, before, status, told):
    if before:
        before(ticket, by=agent)

    change_status(ticket, status_named(status), by=agent)

    assert ticket.status.name == status
    assert kinds(ticket) == told


def test_the_trash_is_not_reached_this_way(ticket, supreme):
    with pytest.raises(ValueError, match="a verb of its own"):
        change_status(ticket, status_named("In the trash"), by=supreme)


def test_a_refused_step_takes_the_steps_before_it_back(ticket, agent):
    resolve_ticket(ticket, by=agent)

    with pytest.raises(Exception, match="in the future"):
        change_status(
            ticket, status_named("Waiting for requester"), by=agent, until=tuesday("12:00").replace(year=2020)
        )

    ticket.refresh_from_db()
    assert ticket.status.name == "Resolved"
    assert kinds(ticket) == ["resolved"]
