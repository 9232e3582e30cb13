import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.models import PlanTarget, Target
from sla.moment import at
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.clock import HOUR, dues, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_plan
from tests.tickets.history import kinds, last_event
from tickets.actor import SYSTEM
from tickets.models import Event
from tickets.operations.close import close_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.vocabulary import Origin

RESOLUTION = TargetKind.RESOLUTION


@pytest.fixture
def ticket(requester, department):
    """Eight hours from 9:00, one hour in an emergency."""
    plan = make_plan("Sev-C", {RESOLUTION: 8 * HOUR})
    PlanTarget.objects.create(plan=plan, kind=RESOLUTION, priority=Priority.EMERGENCY, duration=HOUR)
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=plan)


def test_it_is_more_urgent_and_sooner_due(ticket, agent):
    with at(tuesday("09:30")):
        prioritize_ticket(ticket, Priority.EMERGENCY, by=agent, comment="The branch is closed.")

    ticket.refresh_from_db()
    assert (ticket.priority, ticket.origins["priority"]) == (Priority.EMERGENCY, Origin.AGENT)
    assert dues(ticket.clock) == {RESOLUTION: "10:00"}
    assert ticket.next_due_at == tuesday("10:00")
    event = last_event(ticket, Event.Kind.PRIORITIZED)
    assert event.comment == "The branch is closed."
    assert event.details == {"before": 2, "after": 4, "because": None}


@pytest.mark.slow
def test_a_due_moment_that_has_passed_is_broken_by_change(ticket, agent):
    with at(tuesday("11:00")):
        prioritize_ticket(ticket, Priority.EMERGENCY, by=agent)

    target = ticket.clock.targets.get()
    assert (target.breached_at, target.breach_cause) == (tuesday("10:00"), Target.BreachCause.CHANGE)
    assert kinds(ticket) == ["prioritized", "target_breached"]


def test_a_breach_is_withdrawn_when_it_turns_out_less_urgent(ticket, agent):
    with at(tuesday("11:00")):
        prioritize_ticket(ticket, Priority.EMERGENCY, by=agent)

        prioritize_ticket(ticket, Priority.LOW, by=agent)

    assert kinds(ticket)[-2:] == ["prioritized", "breach_withdrawn"]
    assert dues(ticket.clock) == {RESOLUTION: "17:00"}


def test_the_same_priority_again_changes_nothing(ticket, agent):
    with at(tuesday("09:30")):
        prioritize_ticket(ticket, Priority.NORMAL, by=agent)

    assert kinds(ticket) == []
    assert ticket.origins["priority"] == Origin.DESK


def test_a_rule_is_remembered_as_such(ticket):
    prioritize_ticket(ticket, Priority.HIGH, by=SYSTEM)

    assert ticket.origins["priority"] == Origin.RULE


def test_what_is_closed_is_not_prioritized(ticket, agent):
    close_ticket(ticket, by=agent)

    with pytest.raises(OperationRefused, match="is closed"):
        prioritize_ticket(ticket, Priority.HIGH, by=agent)


def test_prioritizing_needs_its_permission(ticket, department):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.prioritize"})

    with pytest.raises(PermissionDenied, match="Change the priority"):
        prioritize_ticket(ticket, Priority.HIGH, by=agent)
