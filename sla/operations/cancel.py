"""A clock ends for good, with nothing promised any more."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.targets import end
from sla.target_kind import TargetKind


@transaction.atomic(savepoint=False)
def cancel_clock(clock: Clock, *, at: datetime | None = None) -> Changes:
    """End what is unmet and drop the manual due date; a breach that happened stays recorded."""
    locked = lock_clock(clock, at)
    for kind in TargetKind:
        target = locked.unfinished(kind)
        if target is not None:
            end(locked, target, withdraws=False)
    clock.manual_due_at = clock.manual_warn_at = None
    return locked.finish()
