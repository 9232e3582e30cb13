"""A plan or hours were edited: a clock computed from the earlier revision is computed again."""

from datetime import datetime

from django.db import transaction

from sla.models import BusinessHours, Clock
from sla.operations.changes import Changes
from sla.operations.locked_clock import lock_as_computed
from sla.operations.promises import follow_settings, hours_of
from sla.operations.targets import arm


@transaction.atomic(savepoint=False)
def recompute_clock(
    clock: Clock, *, department_hours: BusinessHours | None = None, at: datetime | None = None
) -> Changes:
    """Compute from plan, priority and hours as they are now; what the edit brings about is told to
    nobody, what time brought since then is.
    """
    locked = lock_as_computed(clock, at)
    clock.refresh_from_db(fields=["plan", "hours"])  # what was edited must not be taken from memory
    follow_settings(locked, hours_of(clock.plan, department_hours))
    for target in locked.go_on():
        arm(locked, target)
    return locked.finish()
