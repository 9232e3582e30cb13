"""Another plan, other hours or another priority apply: what is not yet met is computed anew."""

from datetime import datetime

from django.db import transaction

from sla.models import BusinessHours, Clock, Plan, Target
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.promises import hours_of, keep_promises, remember_revisions


@transaction.atomic(savepoint=False)
def switch_plan(
    clock: Clock,
    plan: Plan | None,
    *,
    priority: int | None = None,
    department_hours: BusinessHours | None = None,
    at: datetime | None = None,
) -> Changes:
    """Promise by this plan from the same start with the same stops; serves a department's other hours too.

    A `priority` changes with it, so that nothing is told of a state in between. A breach whose new due
    moment lies ahead is withdrawn; a new due moment that has passed is a breach by change. A clock that never
    had a plan starts now; one whose plan was taken away goes on from where it began.
    """
    locked = lock_clock(clock, at)
    hours = hours_of(plan, department_hours)
    priority = clock.priority if priority is None else priority
    if (plan, hours, priority) == (clock.plan, clock.hours, clock.priority):
        return locked.finish()
    if clock.plan is None and not locked.targets:
        clock.started_at = locked.at
    clock.plan, clock.hours, clock.priority = plan, hours, priority
    remember_revisions(clock)
    keep_promises(locked, Target.BreachCause.CHANGE)
    return locked.finish()


@transaction.atomic(savepoint=False)
def change_priority(clock: Clock, priority: int, *, at: datetime | None = None) -> Changes:
    """Promise what the plan promises at this priority, from the same start with the same stops."""
    locked = lock_clock(clock, at)
    if priority != clock.priority:
        clock.priority = priority
        keep_promises(locked, Target.BreachCause.CHANGE)
    return locked.finish()
