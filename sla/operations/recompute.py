"""A plan or hours were edited: a clock computed from the earlier revision is computed again."""

from datetime import datetime

from django.db import transaction

from sla.models import BusinessHours, Clock, Target
from sla.operations.changes import Changes
from sla.operations.locked_clock import lock_clock
from sla.operations.promises import hours_of, keep_promises


@transaction.atomic(savepoint=False)
def recompute_clock(
    clock: Clock, *, department_hours: BusinessHours | None = None, at: datetime | None = None
) -> Changes:
    """Compute from plan, priority and hours as they are now; what that brings about is told to nobody."""
    locked = lock_clock(clock, at)
    locked.is_quiet = True
    clock.refresh_from_db(fields=["plan", "hours"])  # what was edited must not be taken from memory
    clock.hours = hours_of(clock.plan, department_hours)
    keep_promises(locked, Target.BreachCause.CONFIGURATION)
    clock.hours_revision = clock.hours.revision if clock.hours is not None else None
    return locked.finish()
