"""How an operation takes a clock into its hands."""

from datetime import datetime

from sla.models import Clock
from sla.operations.locked_clock import LockedClock, lock_as_computed
from sla.operations.promises import bring_in_line
from sla.operations.targets import arm


def lock_clock(clock: Clock, at: datetime | None) -> LockedClock:
    """Lock the clock, settle what fell due before `at` (none: now), then bring it in line with edits.

    So what was edited is never mistaken for what the operation itself brings about.
    """
    locked = lock_as_computed(clock, at)
    for target in locked.targets:
        if locked.has_just_breached(target):
            arm(locked, target)  # there is no warning to wait for any more
    bring_in_line(locked)
    return locked
