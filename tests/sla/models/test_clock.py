import pytest

from sla.models import Clock
from sla.operations import recompute_clock, start_clock
from sla.operations.revise import revise_hours, revise_plan
from tests.sla.clocks import tuesday
from tests.sla.plans import make_sev_a, make_sev_c

pytestmark = pytest.mark.django_db


def test_stale_is_what_was_computed_from_an_earlier_plan_or_earlier_hours():
    around_the_clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))
    in_hours, _ = start_clock(plan=make_sev_c(), at=tuesday("09:05"))
    without_plan, _ = start_clock(plan=None, at=tuesday("09:05"))
    fresh = list(Clock.objects.stale())

    revise_plan(around_the_clock.plan)
    revise_hours(in_hours.hours)
    stale = set(Clock.objects.stale())
    for clock in stale:
        recompute_clock(clock, at=tuesday("09:10"))

    assert fresh == []
    assert stale == {around_the_clock, in_hours}
    assert without_plan not in stale
    assert list(Clock.objects.stale()) == []
