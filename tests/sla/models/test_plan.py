from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sla.models import Plan, PlanTarget
from sla.priority import Priority
from sla.target_kind import TargetKind
from tests.sla.plans import HOUR, make_office_hours, make_plan

pytestmark = pytest.mark.django_db


def test_a_line_for_a_priority_goes_before_the_rule_for_all_others():
    plan = make_plan(promises={TargetKind.RESOLUTION: 8 * HOUR})
    plan.targets.create(kind=TargetKind.RESOLUTION, priority=Priority.HIGH, duration=2 * HOUR)
    plan.targets.create(kind=TargetKind.UPDATE, priority=Priority.HIGH, duration=HOUR)

    assert plan.promises(Priority.NORMAL) == {TargetKind.RESOLUTION: 8 * HOUR}
    assert plan.promises(Priority.HIGH) == {TargetKind.RESOLUTION: 2 * HOUR, TargetKind.UPDATE: HOUR}


@pytest.mark.parametrize("priority", [None, Priority.HIGH])
def test_the_database_keeps_one_line_for_a_kind_and_priority(priority):
    plan = make_plan()
    plan.targets.create(kind=TargetKind.RESOLUTION, priority=priority, duration=HOUR)

    with pytest.raises(IntegrityError, match="plan_promises_a_kind_once_per_priority"), transaction.atomic():
        plan.targets.create(kind=TargetKind.RESOLUTION, priority=priority, duration=2 * HOUR)


@pytest.mark.parametrize("duration", [timedelta(0), -HOUR, timedelta(days=732)])
def test_the_database_keeps_durations_between_nothing_and_two_years(duration):
    with pytest.raises(IntegrityError, match="plan_target_lasts_up_to_two_years"), transaction.atomic():
        PlanTarget.objects.create(plan=make_plan(), kind=TargetKind.RESOLUTION, duration=duration)


def test_the_database_keeps_hours_to_plans_that_run_in_them():
    hours = make_office_hours()

    with pytest.raises(IntegrityError, match="plan_names_hours_only"), transaction.atomic():
        Plan.objects.create(name="Sev-A", hours=hours)
    with pytest.raises(IntegrityError, match="plan_names_hours_only"), transaction.atomic():
        Plan.objects.create(name="Sev-C", hours_mode=Plan.HoursMode.THESE)


def test_inactive_plans_are_offered_no_longer():
    active = make_plan("Active")
    make_plan("Old", is_active=False)

    assert list(Plan.objects.active()) == [active]
