"""The three plans of the bank, as its administrator set them up."""

from datetime import time, timedelta

from sla.models import BusinessHours, EscalationRule, Opening, Plan, PlanTarget
from sla.priority import Priority
from sla.target_kind import TargetKind

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def make_plan(name: str = "Sev-A", promises: dict[TargetKind, timedelta] | None = None, **fields) -> Plan:
    plan = Plan.objects.create(name=name, **fields)
    for kind, duration in (promises or {}).items():
        PlanTarget.objects.create(plan=plan, kind=kind, duration=duration)
    return plan


def make_sev_a() -> Plan:
    plan = make_plan("Sev-A", _promises(15 * MINUTE, 30 * MINUTE, HOUR, HOUR))
    rule = {"plan": plan, "kind": TargetKind.RESOLUTION}
    EscalationRule.objects.create(**rule, when="share", percent=50, what="notify_lead")
    EscalationRule.objects.create(
        plan=plan, kind=TargetKind.FIRST_RESPONSE, when="breach", what="notify_manager"
    )
    EscalationRule.objects.create(**rule, when="breach", what="escalate")
    EscalationRule.objects.create(**rule, when="breach", what="raise_priority", priority=Priority.EMERGENCY)
    return plan


def make_sev_b() -> Plan:
    return make_plan("Sev-B", _promises(HOUR, 2 * HOUR, None, 4 * HOUR))


def make_sev_c() -> Plan:
    return make_plan(
        "Sev-C", _promises(4 * HOUR, 8 * HOUR, None, 8 * HOUR), hours_mode="these", hours=make_office_hours()
    )


def make_office_hours(name: str = "Office hours", zone: str = "UTC") -> BusinessHours:
    """Monday to Friday, 08:00 to 17:00."""
    hours = BusinessHours.objects.create(name=name, zone=zone)
    Opening.objects.bulk_create(
        Opening(hours=hours, weekday=weekday, opens=time(8), closes=time(17)) for weekday in range(5)
    )
    return hours


def _promises(first, following, update, resolution) -> dict[TargetKind, timedelta]:
    durations = zip(
        (TargetKind.FIRST_RESPONSE, TargetKind.NEXT_RESPONSE, TargetKind.UPDATE, TargetKind.RESOLUTION),
        (first, following, update, resolution),
        strict=True,
    )
    return {kind: duration for kind, duration in durations if duration is not None}
