"""A clock stops, and counts on."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock, Stop, Target
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.promises import bring_in_line
from sla.operations.targets import recompute


@transaction.atomic(savepoint=False)
def stop_clock(clock: Clock, *, cause: Stop.Cause, at: datetime | None = None) -> Changes:
    """Stop counting: waiting stops what the plan says, any other cause everything. Causes may overlap."""
    locked = lock_clock(clock, at)
    if locked.open_stop(cause) is None:
        locked.begin_stop(cause)
        recompute(locked, Target.BreachCause.TIME)
    return locked.finish()


@transaction.atomic(savepoint=False)
def resume_clock(
    clock: Clock, *, cause: Stop.Cause = Stop.Cause.PENDING, at: datetime | None = None
) -> Changes:
    """Count on: the stop of this cause is over, by a message, by an agent or as of a reminder's moment."""
    locked = lock_clock(clock, at)
    if locked.open_stop(cause) is not None:
        locked.end_stop(cause)
        bring_in_line(locked)
        recompute(locked, Target.BreachCause.TIME)
    return locked.finish()
