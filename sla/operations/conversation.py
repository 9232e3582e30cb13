"""The moments of a conversation, each with all that it means for the clock (SLA.md, The clock)."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock, Stop, Target
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.locked_clock import LockedClock
from sla.operations.meet import meet_unfinished
from sla.operations.promises import bring_in_line, keep_promises, start_promised
from sla.operations.targets import end, meet, recompute, unmeet
from sla.target_kind import TargetKind


@transaction.atomic(savepoint=False)
def receive_message(clock: Clock, *, at: datetime | None = None) -> Changes:
    """Someone who is no agent wrote: the first message since we answered asks for a response.

    Before our first public entry and at every further message nothing new is promised.
    """
    locked = lock_clock(clock, at)
    if clock.answered_at is not None and clock.asked_at is None and locked.at >= clock.answered_at:
        _ask(locked)
    return locked.finish()


@transaction.atomic(savepoint=False)
def give_response(clock: Clock, *, at: datetime | None = None) -> Changes:
    """An agent who is not the requester answered, in public or on the phone.

    Meets the first and the next response, and the update, which is then promised anew; also while stopped.
    """
    locked = lock_clock(clock, at)
    meet_unfinished(locked, TargetKind.FIRST_RESPONSE)
    meet_unfinished(locked, TargetKind.NEXT_RESPONSE)
    update = locked.unfinished(TargetKind.UPDATE)
    if update is None or update.started_at < locked.at:
        meet_unfinished(locked, TargetKind.UPDATE)
        start_promised(locked, TargetKind.UPDATE, locked.at)
    clock.answered_at = max(locked.at, clock.answered_at or locked.at)
    clock.asked_at = None
    return locked.finish()


@transaction.atomic(savepoint=False)
def pend_clock(clock: Clock, *, stops: bool, at: datetime | None = None) -> Changes:
    """We wait for someone, in a status that stops the clock or in one that does not."""
    locked = lock_clock(clock, at)
    stop = locked.open_stop(Stop.Cause.PENDING)
    if stops and stop is None:
        locked.begin_stop(Stop.Cause.PENDING)
    elif not stops and stop is not None:
        locked.end_stop(Stop.Cause.PENDING)
    else:
        return locked.finish()
    recompute(locked, Target.BreachCause.TIME)
    return locked.finish()


@transaction.atomic(savepoint=False)
def resolve_clock(clock: Clock, *, at: datetime | None = None) -> Changes:
    """Resolved or closed: the resolution is met, everything else is stopped."""
    locked = lock_clock(clock, at)
    if locked.open_stop(Stop.Cause.RESOLVED) is None:
        meet_unfinished(locked, TargetKind.RESOLUTION)
        locked.end_stop(Stop.Cause.PENDING)
        locked.begin_stop(Stop.Cause.RESOLVED)
        recompute(locked, Target.BreachCause.TIME)
    return locked.finish()


@transaction.atomic(savepoint=False)
def reopen_clock(clock: Clock, *, by_message: bool, at: datetime | None = None) -> Changes:
    """Open again: resolution and first response run on; a message that reopens asks for the next response.

    Reopened by an agent, an unanswered message from before is waited for further.
    """
    locked = lock_clock(clock, at)
    if locked.open_stop(Stop.Cause.RESOLVED) is None:
        return locked.finish()
    locked.end_stop(Stop.Cause.RESOLVED)
    resolution = locked.latest(TargetKind.RESOLUTION)
    if resolution is not None and resolution.met_at is not None:
        unmeet(locked, resolution)
    asked_before = locked.unfinished(TargetKind.NEXT_RESPONSE)
    if by_message:
        clock.asked_at = None
        if asked_before is not None:
            end(locked, asked_before, withdraws=False)
    bring_in_line(locked)
    # Nothing counted while it was over: what is broken only now is so by what was changed meanwhile.
    keep_promises(locked, Target.BreachCause.CHANGE)
    if by_message and clock.answered_at is not None:
        _ask(locked)
    return locked.finish()


@transaction.atomic(savepoint=False)
def restore_resolution(clock: Clock, *, at: datetime | None = None) -> Changes:
    """The message that reopened asked for nothing: resolved as before, and that reopening counts nowhere.

    Nothing happens if we answered since, or if it was not reopened.
    """
    locked = lock_clock(clock, at)
    resolved = next((stop for stop in reversed(locked.stops) if stop.cause == Stop.Cause.RESOLVED), None)
    if resolved is None or resolved.until is None:
        return locked.finish()
    if clock.answered_at is not None and clock.answered_at > resolved.until:
        return locked.finish()
    asked = locked.unfinished(TargetKind.NEXT_RESPONSE)
    if asked is not None and asked.started_at >= resolved.until:
        end(locked, asked, withdraws=True)
    if clock.asked_at is not None and clock.asked_at >= resolved.until:
        clock.asked_at = None
    resolved.until = None
    locked.end_stop(Stop.Cause.PENDING)
    recompute(locked, Target.BreachCause.TIME)
    resolution = locked.unfinished(TargetKind.RESOLUTION)
    if resolution is not None:
        meet(locked, resolution, resolved.since)
    return locked.finish()


def _ask(locked: LockedClock) -> None:
    locked.clock.asked_at = locked.at
    start_promised(locked, TargetKind.NEXT_RESPONSE, locked.at)
