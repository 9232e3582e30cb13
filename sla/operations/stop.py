"""A clock stops, and counts on."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock, Stop, Target
from sla.operations.changes import Changes
from sla.operations.locked_clock import lock_clock


@transaction.atomic
def stop_clock(clock: Clock, *, cause: Stop.Cause, at: datetime | None = None) -> Changes:
    """Stop counting: waiting stops what the plan says, any other cause everything. Causes may overlap."""
    locked = lock_clock(clock, at)
    if locked.open_stop(cause) is None:
        locked.begin_stop(cause)
        locked.recompute(Target.BreachCause.TIME)
    return locked.finish()


@transaction.atomic
def resume_clock(clock: Clock, *, cause: Stop.Cause | None = None, at: datetime | None = None) -> Changes:
    """Count on: end the stop of this cause (none: every stop). Nothing if there is none."""
    locked = lock_clock(clock, at)
    causes = [stop.cause for stop in locked.stops if stop.until is None and cause in (None, stop.cause)]
    for each in causes:
        locked.end_stop(Stop.Cause(each))
    if causes:
        locked.recompute(Target.BreachCause.TIME)
    return locked.finish()
