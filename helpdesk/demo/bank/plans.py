"""The bank's hours and SLA plans: those of the worked example."""

from datetime import time, timedelta

from helpdesk.demo.bank.zone import ZONE
from sla.models import BusinessHours, EscalationRule, Opening, Plan, PlanTarget
from sla.priority import Priority
from sla.target_kind import TargetKind

PLANS = {
    "Sev-A": "Sev-A (1 hour, 24/7)",
    "Sev-B": "Sev-B (4 hours, 24/7)",
    "Sev-C": "Sev-C (8 hours, business hours)",
}


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

PROMISED: dict[str, dict[TargetKind, timedelta]] = {
    "Sev-A": {
        TargetKind.FIRST_RESPONSE: 15 * MINUTE,
        TargetKind.NEXT_RESPONSE: 30 * MINUTE,
        TargetKind.UPDATE: 60 * MINUTE,
        TargetKind.RESOLUTION: HOUR,
    },
    "Sev-B": {
        TargetKind.FIRST_RESPONSE: HOUR,
        TargetKind.NEXT_RESPONSE: 2 * HOUR,
        TargetKind.RESOLUTION: 4 * HOUR,
    },
    "Sev-C": {
        TargetKind.FIRST_RESPONSE: 4 * HOUR,
        TargetKind.NEXT_RESPONSE: 8 * HOUR,
        TargetKind.RESOLUTION: 8 * HOUR,
    },
}


def lay_hours() -> BusinessHours:
    hours = BusinessHours.objects.create(name="Office hours", zone=ZONE, country="GB", subdivision="ENG")
    Opening.objects.bulk_create(
        Opening(hours=hours, weekday=day, opens=time(8), closes=time(17)) for day in range(5)
    )
    return hours


def lay_plans(hours: BusinessHours) -> dict[str, Plan]:
    """The plans of SLA.md's worked example."""
    plans = {
        "Sev-A": Plan.objects.create(
            name=PLANS["Sev-A"],
            description="Business stands still for many. Say so to the requester within 15 minutes, hand over "
            "early, and write an update every hour until it is solved.",
        ),
        "Sev-B": Plan.objects.create(
            name=PLANS["Sev-B"], description="One team or branch can't work, or works around it."
        ),
        "Sev-C": Plan.objects.create(
            name=PLANS["Sev-C"],
            description="Everyday requests of one person.",
            hours_mode=Plan.HoursMode.THESE,
            hours=hours,
        ),
    }
    PlanTarget.objects.bulk_create(
        PlanTarget(plan=plans[name], kind=kind, duration=duration)
        for name, targets in PROMISED.items()
        for kind, duration in targets.items()
    )
    _lay_rules(plans["Sev-A"])
    return plans


def _lay_rules(plan: Plan) -> None:
    rule, resolution = EscalationRule, TargetKind.RESOLUTION
    EscalationRule.objects.bulk_create(
        [
            rule(plan=plan, kind=resolution, when="share", percent=50, what="notify_lead"),
            rule(plan=plan, kind=TargetKind.FIRST_RESPONSE, when="breach", what="notify_manager"),
            rule(plan=plan, kind=resolution, when="breach", what="escalate"),
            rule(
                plan=plan,
                kind=resolution,
                when="breach",
                what="raise_priority",
                priority=Priority.EMERGENCY,
            ),
        ]
    )
