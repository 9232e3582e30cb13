"""A plan or business hours were edited: clocks computed from the earlier revision are stale from here on.

When it was is kept: what falls due afterwards does so by what stands there now.
"""

from django.db.models import F

from sla.models import BusinessHours, Plan
from sla.moment import now


def revise_plan(plan: Plan) -> None:
    """What the plan promises, when or how it counts was changed."""
    Plan.objects.filter(pk=plan.pk).update(revision=F("revision") + 1, revised_at=now())
    plan.refresh_from_db(fields=["revision", "revised_at"])


def revise_hours(hours: BusinessHours) -> None:
    """The zone, the openings or the holidays were changed."""
    BusinessHours.objects.filter(pk=hours.pk).update(revision=F("revision") + 1, revised_at=now())
    hours.refresh_from_db(fields=["revision", "revised_at"])


def revise_plans_of_departments() -> None:
    """A department runs in other hours: plans that run in the department's hours count otherwise."""
    Plan.objects.filter(hours_mode=Plan.HoursMode.DEPARTMENT).update(
        revision=F("revision") + 1, revised_at=now()
    )
