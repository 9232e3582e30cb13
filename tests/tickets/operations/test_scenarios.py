"""Rows of SLA.md's table of scenarios that need more than one verb; those of one verb stand with it."""

import pytest

from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import HOUR, MINUTE, dues, tuesday
from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tests.sla.plans import make_plan
from tests.tickets.history import kinds
from tickets.models import Event, Ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

FIRST, NEXT, RESOLUTION = TargetKind.FIRST_RESPONSE, TargetKind.NEXT_RESPONSE, TargetKind.RESOLUTION
BODY = Body.from_text("Hello.")


@pytest.fixture
def plan(db):
    return make_plan("Sev-A", {FIRST: 15 * MINUTE, NEXT: 30 * MINUTE, RESOLUTION: HOUR})


@pytest.fixture
def ticket(requester, department, plan):
    """A quarter of an hour for the first response, one hour for the resolution, both from 09:05."""
    with at(tuesday("09:05")):
        return open_a_ticket(requester=requester, department=department, plan=plan)


@pytest.mark.slow
def test_resolved_while_the_first_response_runs_it_is_stopped_and_runs_on_when_reopened(ticket, agent):
    with at(tuesday("09:10")):
        resolve_ticket(ticket, by=agent)
    assert not ticket.clock.targets.breached().exists()

    with at(tuesday("09:40")):
        receive_message(ticket, BODY, by=ticket.requester, source=Source.WEB)

    assert dues(ticket.clock) == {FIRST: "09:50", RESOLUTION: "10:35"}


@pytest.mark.slow
def test_the_next_response_starts_with_the_reopening_message(ticket, agent):
    with at(tuesday("09:10")):
        reply_to_ticket(ticket, BODY, by=agent)
    with at(tuesday("09:11")):
        receive_message(ticket, BODY, by=ticket.requester, source=Source.WEB)
    with at(tuesday("09:20")):
        resolve_ticket(ticket, by=agent)

    with at(tuesday("09:40")):
        receive_message(ticket, BODY, by=ticket.requester, source=Source.WEB)

    assert dues(ticket.clock)[NEXT] == "10:10"


@pytest.mark.slow
def test_pended_resolved_and_reopened_what_was_left_is_left(ticket, agent):
    """Pended 09:40 with 25 min of resolution left, resolved 09:45, reopened 10:00: due 10:25."""
    with at(tuesday("09:12")):
        reply_to_ticket(ticket, BODY, by=agent)
    with at(tuesday("09:40")):
        pend_ticket(ticket, by=agent)
    with at(tuesday("09:45")):
        resolve_ticket(ticket, by=agent)

    with at(tuesday("10:00")):
        reopen_ticket(ticket, by=agent)

    assert ticket.status.name == "Open"
    assert dues(ticket.clock) == {RESOLUTION: "10:25"}
    assert ticket.next_due_at == tuesday("10:25")


def test_breached_resolved_and_reopened_due_and_breach_stay(ticket, agent):
    """Breached 10:05, resolved 10:30, reopened 11:00: due and breach stay at 10:05."""
    with at(tuesday("10:30")):
        resolve_ticket(ticket, by=agent)

    with at(tuesday("11:00")):
        reopen_ticket(ticket, by=agent)

    resolution = ticket.clock.targets.get(kind=RESOLUTION)
    assert (resolution.due_at, resolution.breached_at, resolution.met_at) == (
        tuesday("10:05"),
        tuesday("10:05"),
        None,
    )


@pytest.mark.slow
def test_breached_then_pended_it_leaves_overdue_and_counts_as_breached(ticket, agent):
    with at(tuesday("09:12")):
        reply_to_ticket(ticket, BODY, by=agent)
    with at(tuesday("10:06")):
        assert list(Ticket.objects.overdue()) == [ticket]

        pend_ticket(ticket, by=agent)

        assert not Ticket.objects.overdue().exists()
    assert ticket.clock.targets.get(kind=RESOLUTION).breached_at == tuesday("10:05")


@pytest.mark.slow
def test_switched_after_a_breach_it_is_withdrawn_where_the_new_due_moment_lies_ahead(ticket, agent):
    with at(tuesday("10:30")):
        note_on_ticket(ticket, BODY, by=agent)
        replan_ticket(ticket, make_plan("Sev-B", {RESOLUTION: 4 * HOUR}), by=agent)

    assert "breach_withdrawn" in kinds(ticket)
    assert dues(ticket.clock) == {RESOLUTION: "13:05"}
    assert not ticket.clock.targets.filter(kind=RESOLUTION, breached_at__isnull=False).exists()


@pytest.mark.slow
def test_opened_by_phone_the_first_response_runs_until_an_agent_answers(requester, department, plan, agent):
    topic = HelpTopicFactory(department=department, plan=plan)
    with at(tuesday("09:05")):
        ticket = open_ticket(
            requester=requester,
            subject="By phone",
            body=BODY,
            source=Source.PHONE,
            by=agent,
            topic=topic,
        )
    with at(tuesday("09:06")):
        note_on_ticket(ticket, BODY, by=agent)
    assert dues(ticket.clock)[FIRST] == "09:20"

    with at(tuesday("09:08")):
        reply_to_ticket(ticket, BODY, by=agent)

    assert FIRST not in dues(ticket.clock)


def test_an_agent_who_is_the_requester_never_meets_his_own_targets(ticket, requester, agent):
    requester.user = agent.user
    requester.save()

    with at(tuesday("09:10")):
        reply_to_ticket(ticket, BODY, by=agent)

    assert dues(ticket.clock) == {FIRST: "09:20", RESOLUTION: "10:05"}
    assert Event.Kind.TARGET_MET not in kinds(ticket)
