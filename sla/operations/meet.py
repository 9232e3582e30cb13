"""A target is met, or what seemed met proves not to be."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock, Target
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.locked_clock import LockedClock
from sla.operations.targets import meet, recompute, unmeet
from sla.target_kind import TargetKind


@transaction.atomic(savepoint=False)
def meet_target(clock: Clock, kind: TargetKind, *, at: datetime | None = None) -> Changes:
    """Meet the unfinished target of this kind, in time or late; also while it is stopped."""
    locked = lock_clock(clock, at)
    meet_unfinished(locked, kind)
    return locked.finish()


@transaction.atomic(savepoint=False)
def unmeet_target(clock: Clock, kind: TargetKind, *, at: datetime | None = None) -> Changes:
    """Let the latest target of this kind run again from its own start, if it was met."""
    locked = lock_clock(clock, at)
    target = locked.latest(kind)
    if target is not None and target.met_at is not None and locked.unfinished(kind) is None:
        unmeet(locked, target)
        recompute(locked, Target.BreachCause.TIME)
    return locked.finish()


def meet_unfinished(locked: LockedClock, kind: TargetKind) -> None:
    """Meet what is promised of this kind, unless it began after this moment."""
    target = locked.unfinished(kind)
    if target is not None and target.started_at <= locked.at:
        meet(locked, target, locked.at)
