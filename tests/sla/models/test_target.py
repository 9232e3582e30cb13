import pytest
from django.db import IntegrityError, connection, transaction

from sla.models import Firing, Target
from sla.operations import give_response, pend_clock, receive_message, start_clock
from sla.target_kind import TargetKind
from tests.sla.clocks import tuesday
from tests.sla.plans import HOUR, MINUTE, make_office_hours, make_plan, make_sev_a

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """Sev-A since 09:05: first response due 09:20 and at risk from 09:17."""
    clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))
    return clock


class TestDue:
    def test_begins_at_the_warning(self, clock):
        first = clock.targets.get(kind=TargetKind.FIRST_RESPONSE)

        assert list(Target.objects.due(tuesday("09:16"))) == []
        assert list(Target.objects.due(tuesday("09:17"))) == [first]

    def test_begins_at_a_rule_that_comes_before_the_warning(self, clock):
        resolution = clock.targets.get(kind=TargetKind.RESOLUTION)
        give_response(clock, at=tuesday("09:10"))

        assert list(Target.objects.due(tuesday("09:34"))) == []
        assert list(Target.objects.due(tuesday("09:35"))) == [resolution]

    def test_leaves_out_what_is_met_stopped_or_ended(self, clock):
        give_response(clock, at=tuesday("09:10"))
        pend_clock(clock, stops=True, at=tuesday("09:11"))

        assert list(Target.objects.due(tuesday("23:00"))) == []
        assert clock.targets.count() == 3

    def test_is_read_from_a_partial_index(self, clock):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

        plan = Target.objects.due(tuesday("09:20")).explain()

        assert "target_to_watch" in plan


def test_current_is_the_latest_promise_of_each_kind(clock):
    give_response(clock, at=tuesday("09:10"))
    receive_message(clock, at=tuesday("09:15"))
    give_response(clock, at=tuesday("09:20"))

    assert clock.targets.count() == 5
    assert [(target.kind, target.started_at) for target in clock.targets.current()] == [
        ("first_response", tuesday("09:05")),
        ("next_response", tuesday("09:15")),
        ("resolution", tuesday("09:05")),
        ("update", tuesday("09:20")),
    ]


def test_without_due_is_what_runs_in_hours_that_no_longer_hold_it():
    hours = make_office_hours()
    plan = make_plan("Sev-C", {TargetKind.RESOLUTION: HOUR}, hours_mode="these", hours=hours)
    fine, _ = start_clock(plan=plan, at=tuesday("09:05"))
    hours.openings.all().delete()

    clock, changes = start_clock(plan=plan, at=tuesday("09:05"))

    assert [change.what for change in changes] == ["started", "unpromisable"]
    assert list(Target.objects.without_due()) == list(clock.targets.all())
    assert clock.next_due_at is None
    assert fine.next_due_at == tuesday("10:05")


def test_the_database_keeps_one_unfinished_target_of_a_kind(clock):
    another = {"kind": TargetKind.NEXT_RESPONSE, "duration": 30 * MINUTE, "started_at": tuesday("09:30")}
    clock.targets.create(**another)

    with pytest.raises(IntegrityError, match="target_unfinished_once_per_kind"), transaction.atomic():
        clock.targets.create(**another)


@pytest.mark.parametrize("with_rule", [True, False], ids=["a rule", "the warning"])
def test_the_database_lets_a_rule_fire_once_per_target_and_round(clock, with_rule):
    target = clock.targets.get(kind=TargetKind.RESOLUTION)
    firing = {
        "target": target,
        "rule": clock.plan.rules.first() if with_rule else None,
        "due_at": tuesday("09:35"),
        "fired_at": tuesday("09:36"),
    }
    Firing.objects.create(round=1, **firing)
    Firing.objects.create(round=2, **firing)

    with pytest.raises(IntegrityError, match="firing_happens_once"), transaction.atomic():
        Firing.objects.create(round=1, **firing)
