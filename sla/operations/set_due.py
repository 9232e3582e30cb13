"""An agent names a due date by hand."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock
from sla.operations.changes import Changes
from sla.operations.locked_clock import DEFAULT_WARNING_PERCENT, lock_clock


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
    percent = clock.plan.warning_percent if clock.plan is not None else DEFAULT_WARNING_PERCENT
    clock.manual_due_at = due_at
    clock.manual_warn_at = None if due_at is None else locked.at + (due_at - locked.at) * percent / 100
    return locked.finish()
