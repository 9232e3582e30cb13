"""An agent names a due date by hand."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.targets import arm, warning_percent
from sla.target_kind import TargetKind


@transaction.atomic
def set_due(clock: Clock, due_at: datetime | None, *, at: datetime | None = None) -> Changes:
    """Let this wall-clock moment stand in for the resolution's due moment; none removes it.

    It is not moved by stops and touches no target: a plan's breach stays, reports count the plan's due.
    At risk it is after the plan's share of the wall time from `at`. Raises ValueError if it is not ahead.
    """
    locked = lock_clock(clock, at)
    if due_at == clock.manual_due_at:
        return locked.finish()
    if due_at is not None and due_at <= locked.at:
        raise ValueError("A manual due date lies in the future")
    clock.manual_due_at, clock.manual_warn_at = due_at, None
    clock.manual_warned_at = clock.manual_missed_at = None
    if due_at is not None:
        clock.manual_warn_at = locked.at + (due_at - locked.at) * warning_percent(clock) / 100
    resolution = locked.unfinished(TargetKind.RESOLUTION)
    if resolution is not None:
        arm(locked, resolution)
    return locked.finish()
