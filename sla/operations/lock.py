"""How an operation takes a clock into its hands."""

from collections.abc import Iterable
from datetime import datetime

from sla.models import Clock, Target
from sla.operations.locked_clock import LockedClock, lock_as_computed
from sla.operations.promises import bring_in_line
from sla.operations.targets import arm


def lock_clock(clock: Clock, at: datetime | None) -> LockedClock:
    """Lock the clock, settle what fell due before `at` (none: now), and bring it in line with edits.

    As if it had been brought in line at the very moment of the edit: what fell due before that did so by
    the former settings, what falls due after it by these. So an edit is never mistaken for time that passes,
    nor for what the operation itself brings about.
    """
    locked = lock_as_computed(clock, at)
    _arm([target for target in locked.targets if locked.has_just_breached(target)], locked)
    bring_in_line(locked)
    _arm(locked.go_on(), locked)
    return locked


def _arm(broken: Iterable[Target], locked: LockedClock) -> None:
    for target in broken:
        arm(locked, target)  # there is no warning to wait for any more
