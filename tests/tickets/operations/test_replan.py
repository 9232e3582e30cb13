import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_plan, make_sev_a, make_sev_b
from tests.tickets.history import kinds, last_event
from tickets.models import Event
from tickets.operations.close import close_ticket
from tickets.operations.replan import replan_ticket
from tickets.vocabulary import Origin


@pytest.fixture
def ticket(requester, department):
    with at(tuesday("09:05")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


@pytest.fixture
def sev_a(db):
    return make_sev_a()


@pytest.mark.slow
def test_another_promise_counts_from_the_same_start(ticket, agent, sev_a):
    with at(tuesday("09:09")):
        replan_ticket(ticket, sev_a, by=agent, comment="All customers are locked out.")

    ticket.refresh_from_db()
    assert dues(ticket.clock) == {TargetKind.FIRST_RESPONSE: "09:20", TargetKind.RESOLUTION: "10:05"}
    assert (ticket.next_due_at, ticket.next_risk_at) == (tuesday("09:20"), tuesday("09:17"))
    assert ticket.origins["plan"] == Origin.AGENT
    event = last_event(ticket, Event.Kind.REPLANNED)
    assert event.comment == "All customers are locked out."
    assert event.details == {"before": "Sev-B", "after": "Sev-A", "because": None}


@pytest.mark.slow
def test_a_breach_with_a_new_due_moment_ahead_is_withdrawn(requester, department, agent, sev_a):
    with at(tuesday("09:05")):
        ticket = open_a_ticket(requester=requester, department=department, plan=sev_a)

    with at(tuesday("09:30")):
        replan_ticket(ticket, make_sev_b(), by=agent)

    assert kinds(ticket) == ["target_breached", "rule_applied", "replanned", "breach_withdrawn"]
    assert not ticket.clock.targets.breached().exists()


def test_a_plan_given_later_starts_when_it_is_given(requester, department, agent, sev_a):
    with at(tuesday("09:05")):
        ticket = open_a_ticket(requester=requester, department=department)

    with at(tuesday("11:00")):
        replan_ticket(ticket, sev_a, by=agent)

    assert dues(ticket.clock) == {TargetKind.FIRST_RESPONSE: "11:15", TargetKind.RESOLUTION: "12:00"}


def test_no_plan_no_promise(ticket, agent):
    replan_ticket(ticket, None, by=agent)

    assert (ticket.clock.plan, ticket.next_due_at) == (None, None)
    assert dues(ticket.clock) == {}
    assert ticket.origins["plan"] == Origin.AGENT


def test_the_same_plan_again_changes_nothing(ticket, agent):
    with at(tuesday("09:30")):
        replan_ticket(ticket, ticket.clock.plan, by=agent)

    assert kinds(ticket) == []
    assert ticket.origins["plan"] == Origin.TOPIC


@pytest.mark.slow
def test_a_plan_no_longer_in_use_is_not_chosen(ticket, agent):
    with pytest.raises(OperationRefused, match="“Old” is no longer in use"):
        replan_ticket(ticket, make_plan("Old", is_active=False), by=agent)


@pytest.mark.slow
def test_what_is_closed_is_not_replanned(ticket, agent, sev_a):
    close_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is closed"):
        replan_ticket(ticket, sev_a, by=agent)


@pytest.mark.slow
def test_replanning_needs_its_permission(ticket, department, sev_a):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.replan"})

    with pytest.raises(PermissionDenied, match="Change the SLA plan"):
        replan_ticket(ticket, sev_a, by=agent)
