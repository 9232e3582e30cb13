"""The worked example of SLA.md: James, John and the bank that is down."""

import pytest

from sla.operations import (
    What,
    give_response,
    pend_clock,
    receive_message,
    resolve_clock,
    resume_clock,
    start_clock,
    switch_plan,
)
from sla.target_kind import TargetKind
from tests.sla.clocks import dues, tuesday
from tests.sla.plans import make_sev_a, make_sev_b

pytestmark = pytest.mark.django_db

FIRST, NEXT, UPDATE, RESOLUTION = TargetKind


def test_the_bank_is_down():
    clock, _ = start_clock(plan=make_sev_b(), at=tuesday("09:05"))

    switch_plan(clock, make_sev_a(), at=tuesday("09:09"))
    assert dues(clock) == {FIRST: "09:20", RESOLUTION: "10:05"}
    assert clock.next_due_at == tuesday("09:20")
    assert clock.next_risk_at == tuesday("09:17")

    give_response(clock, at=tuesday("09:12"))
    assert dues(clock) == {UPDATE: "10:12", RESOLUTION: "10:05"}
    assert clock.next_due_at == tuesday("10:05")

    receive_message(clock, at=tuesday("09:31"))
    assert dues(clock) == {NEXT: "10:01", UPDATE: "10:12", RESOLUTION: "10:05"}

    give_response(clock, at=tuesday("09:38"))
    assert dues(clock) == {UPDATE: "10:38", RESOLUTION: "10:05"}

    pend_clock(clock, stops=True, at=tuesday("09:40"))
    assert dues(clock) == {UPDATE: None, RESOLUTION: None}
    assert clock.targets.get(kind=RESOLUTION).time_left.total_seconds() == 25 * 60
    assert clock.next_due_at is None

    resume_clock(clock, at=tuesday("09:50"))
    receive_message(clock, at=tuesday("09:50"))
    assert dues(clock) == {NEXT: "10:20", UPDATE: "10:48", RESOLUTION: "10:15"}

    give_response(clock, at=tuesday("10:08"))
    changes = resolve_clock(clock, at=tuesday("10:12"))
    assert [(change.kind, change.what) for change in changes] == [
        (RESOLUTION, What.MET),
        (UPDATE, What.STOPPED),
    ]
    assert clock.next_due_at is None
    assert not clock.targets.breached().exists()
    assert clock.targets.filter(kind=NEXT, met_at__isnull=False).count() == 2
