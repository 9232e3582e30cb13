"""What the plan promises now, brought onto the targets of a clock."""

from datetime import datetime

from sla.models import BusinessHours, Clock, Plan, Target
from sla.operations.locked_clock import LockedClock
from sla.operations.targets import begin, end, recompute
from sla.target_kind import TargetKind


def hours_of(plan: Plan | None, department_hours: BusinessHours | None) -> BusinessHours | None:
    """The hours a plan runs in for a department; none is around the clock."""
    if plan is None:
        return None
    if plan.hours_mode == Plan.HoursMode.THESE:
        return plan.hours
    if plan.hours_mode == Plan.HoursMode.DEPARTMENT:
        return department_hours
    return None


def keep_promises(locked: LockedClock, cause: Target.BreachCause) -> None:
    """End, lengthen, shorten and start targets as the plan promises at this priority, from their true starts.

    What is met stays as it is. `cause` tells why a due moment may prove to have passed already.
    """
    plan = locked.clock.plan
    promises = plan.promises(locked.clock.priority) if plan is not None else {}
    for kind in TargetKind:
        target = locked.unfinished(kind)
        if target is not None and kind not in promises:
            end(locked, target, withdraws=True)
    recompute(locked, cause, durations=promises)
    for kind, duration in promises.items():
        since = _start_of(locked, kind)
        if since is not None and locked.unfinished(kind) is None:
            begin(locked, kind, since, duration, cause)


def bring_in_line(locked: LockedClock) -> None:
    """Compute from plan and hours as they are now, if they were edited since; told to nobody.

    What is over waits until it runs again. Which hours a department has only the caller of
    `recompute_clock` knows: until then the clock keeps the hours it has, and stays stale.
    """
    clock = locked.clock
    if locked.over_since is not None or not clock.is_stale:
        return
    clock.refresh_from_db(fields=["plan", "hours"])  # what was edited must not be taken from memory
    plan = clock.plan
    is_of_department = plan is not None and plan.hours_mode == Plan.HoursMode.DEPARTMENT
    computed_from = clock.plan_revision
    follow_settings(locked, clock.hours if is_of_department else hours_of(plan, None))
    if is_of_department:
        clock.plan_revision = computed_from


def follow_settings(locked: LockedClock, hours: BusinessHours | None) -> None:
    """Promise by the plan as it is now, in these hours: recorded, but nobody is told."""
    was_quiet, locked.is_quiet = locked.is_quiet, True
    locked.clock.hours = hours
    keep_promises(locked, Target.BreachCause.CONFIGURATION)
    remember_revisions(locked.clock)
    locked.is_quiet = was_quiet


def remember_revisions(clock: Clock) -> None:
    """The clock was computed from its plan and hours as they are now."""
    clock.plan_revision = clock.plan.revision if clock.plan is not None else None
    clock.hours_revision = clock.hours.revision if clock.hours is not None else None


def start_promised(locked: LockedClock, kind: TargetKind, since: datetime) -> None:
    """Start a target of this kind unless one is running or the plan does not promise it."""
    plan = locked.clock.plan
    if plan is None or locked.unfinished(kind) is not None:
        return
    duration = plan.promises(locked.clock.priority).get(kind)
    if duration is not None:
        begin(locked, kind, since, duration, Target.BreachCause.CHANGE)


def _start_of(locked: LockedClock, kind: TargetKind) -> datetime | None:
    """When a target of this kind began or begins; none while there is nothing to promise."""
    clock = locked.clock
    if kind == TargetKind.FIRST_RESPONSE:
        return clock.started_at if clock.answered_at is None else None
    if kind == TargetKind.RESOLUTION:
        resolution = locked.latest(kind)
        is_met = resolution is not None and resolution.met_at is not None
        return None if is_met else clock.started_at
    since = clock.asked_at if kind == TargetKind.NEXT_RESPONSE else clock.answered_at
    return max(since, clock.started_at) if since is not None else None
