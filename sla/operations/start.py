"""A clock starts with the conversation it serves, a target at its own moment."""

from datetime import datetime

from django.db import transaction

from sla import moment
from sla.models import BusinessHours, Clock, Plan, Target
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.locked_clock import LockedClock
from sla.operations.promises import hours_of, keep_promises, remember_revisions, start_promised
from sla.priority import Priority
from sla.target_kind import TargetKind


@transaction.atomic(savepoint=False)
def start_clock(
    *,
    plan: Plan | None,
    priority: int = Priority.NORMAL,
    department_hours: BusinessHours | None = None,
    answered_at: datetime | None = None,
    asked_at: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Clock, Changes]:
    """Begin to count at `at`: first response and resolution are promised from then on.

    Without a plan nothing is promised. A clock that begins in the middle of a conversation is told of our
    latest public entry (`answered_at`) and of the first message since (`asked_at`).
    """
    at = at or moment.now()
    clock = Clock(
        plan=plan,
        priority=priority,
        hours=hours_of(plan, department_hours),
        started_at=at,
        answered_at=answered_at,
        asked_at=asked_at if answered_at is not None else None,
    )
    remember_revisions(clock)
    locked = LockedClock(clock, at)
    keep_promises(locked, Target.BreachCause.CHANGE)
    return clock, locked.finish()


@transaction.atomic(savepoint=False)
def start_target(clock: Clock, kind: TargetKind, *, at: datetime | None = None) -> Changes:
    """Start a target that the plan promises; nothing if it runs already or is not promised."""
    locked = lock_clock(clock, at)
    start_promised(locked, kind, locked.at)
    return locked.finish()
