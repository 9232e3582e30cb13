"""What can happen to the targets of a clock under lock; everything ahead of them is computed here."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from sla.counting import moment_of, reckon
from sla.models import Clock, EscalationRule, Target
from sla.models.plan import DEFAULT_WARNING_PERCENT
from sla.models.target import ONCE_PER_CLOCK
from sla.operations.changes import What
from sla.operations.locked_clock import LockedClock, earliest
from sla.target_kind import TargetKind


def begin(
    locked: LockedClock, kind: TargetKind, since: datetime, duration: timedelta, cause: Target.BreachCause
) -> None:
    """Promise it from `since` on; what had ended and is promised anew goes on as the same target."""
    target = _ended(locked, kind, since)
    if target is None:
        target = Target(clock=locked.clock, kind=kind)
        locked.targets.append(target)
    elif target.started_at != since:
        target.round += 1
    target.started_at, target.duration, target.ended_at = since, duration, None
    _compute(locked, target)
    locked.tell(target, What.STARTED)
    if target.is_running and target.due_at is None:
        locked.tell(target, What.UNPROMISABLE)
    _judge(locked, target, cause)
    if cause == Target.BreachCause.CONFIGURATION:
        silence_what_passed(locked, target)
    arm(locked, target)


def meet(locked: LockedClock, target: Target, at: datetime) -> None:
    """It was kept, or came too late."""
    target.met_at = at
    target.stopped_at = target.time_left = None
    locked.tell(target, What.MET, at=at)
    if target.due_at is not None and target.due_at < at:
        locked.breach(target, Target.BreachCause.TIME)
    else:
        locked.withdraw(target)


def unmeet(locked: LockedClock, target: Target) -> None:
    """What was met runs again; `recompute` has to follow."""
    target.met_at = None
    locked.tell(target, What.UNMET)


def end(locked: LockedClock, target: Target, *, withdraws: bool) -> None:
    """It is no longer promised; a breach that `withdraws` no longer counts."""
    if withdraws:
        locked.withdraw(target)
    target.ended_at = locked.at
    target.stopped_at = target.time_left = None
    locked.tell(target, What.ENDED)


def recompute(
    locked: LockedClock, cause: Target.BreachCause, *, durations: Mapping[TargetKind, timedelta] | None = None
) -> None:
    """Compute every unfinished target from its start, the stops and the hours, and of other `durations`.

    `cause` tells why a due moment may prove to have passed already.
    """
    hours = locked.clock.hours
    if hours is not None and hours.revision != locked.clock.hours_revision:
        cause = Target.BreachCause.CONFIGURATION  # of what is over; it stays stale until it runs again
    for target in locked.targets:
        if not target.is_unfinished:
            continue
        was_due, was_stopped, old_round = target.due_at, target.stopped_at is not None, target.round
        called = _called_before(locked, target) if cause == Target.BreachCause.CONFIGURATION else []
        if durations is not None:
            target.duration = durations[TargetKind(target.kind)]
        _compute(locked, target)
        if (target.stopped_at is not None) != was_stopped:
            locked.tell(target, What.RESUMED if was_stopped else What.STOPPED)
        elif target.due_at != was_due and target.due_at is not None:
            locked.tell(target, What.RESCHEDULED)
        if target.is_running and target.due_at is None and (was_due is not None or was_stopped):
            locked.tell(target, What.UNPROMISABLE)
        _judge(locked, target, cause)
        if target.round != old_round:
            silence_what_passed(locked, target)
        elif cause == Target.BreachCause.CONFIGURATION:
            silence_what_passed(locked, target, spared=called)
        arm(locked, target)


def _called_before(locked: LockedClock, target: Target) -> list[EscalationRule | None]:
    """The rules (none: the warning) whose moments had passed before it is computed anew.

    A watcher waits for nothing earlier than `watch_at`: an earlier moment is that of a rule just added.
    """
    if target.watch_at is None:
        return []
    return [rule for moment, rule in passed_moments(locked, target) if moment >= target.watch_at]


def _ended(locked: LockedClock, kind: TargetKind, since: datetime) -> Target | None:
    for target in locked.targets:
        is_same = target.kind == kind and (target.started_at == since or kind in ONCE_PER_CLOCK)
        if is_same and target.ended_at is not None:
            return target
    return None


def _compute(locked: LockedClock, target: Target) -> None:
    target.due_at, target.warn_at, target.stopped_at, target.time_left = reckon(
        locked.open_hours,
        start=target.started_at,
        duration=target.duration,
        warning_percent=warning_percent(locked.clock),
        pauses=locked.pauses(target.kind),
    )


def warning_percent(clock: Clock) -> int:
    return clock.plan.warning_percent if clock.plan is not None else DEFAULT_WARNING_PERCENT


def _judge(locked: LockedClock, target: Target, cause: Target.BreachCause) -> None:
    """Breached or not, by the due moment just computed.

    Passing time cannot breach a stopped target, a recomputation can, dated inside the running stretch.
    """
    passed_before = target.stopped_at or locked.at
    if target.due_at is None:
        locked.withdraw(target)
    elif target.due_at < passed_before:
        locked.breach(target, cause)
    elif target.breached_at is not None and target.breached_at < target.due_at:
        locked.withdraw(target)


def silence_what_passed(
    locked: LockedClock, target: Target, *, spared: Collection[EscalationRule | None] = ()
) -> None:
    """Let nothing follow from moments that have passed: settings put them there, or a new round began."""
    for moment, rule in passed_moments(locked, target):
        if rule not in spared:
            locked.fire(target, rule, moment, is_silent=True)


def passed_moments(locked: LockedClock, target: Target) -> list[tuple[datetime, EscalationRule | None]]:
    """The warning (no rule) and the rules' moments that came and were not acted on, in order of time."""
    return sorted(
        (
            (moment, rule)
            for moment, rule in _waited_for(locked, target)
            if moment <= locked.at and (_is_before_the_breach(rule) or target.breached_at is not None)
        ),
        key=lambda came: (came[0], came[1].pk if came[1] is not None else 0),
    )


def arm(locked: LockedClock, target: Target) -> None:
    """Set the earliest moment that a watcher has to act on and that it has not acted on in this round."""
    moments = [moment for moment, _rule in _waited_for(locked, target)]
    target.watch_at = earliest([*moments, target.due_at if target.breached_at is None else None])


def _waited_for(locked: LockedClock, target: Target) -> Iterator[tuple[datetime, EscalationRule | None]]:
    if locked.is_replaced(target):
        return
    is_broken = target.breached_at is not None  # then a warning says nothing new
    rules = [rule for rule in locked.rules if rule.kind == target.kind]
    for rule in [None, *rules] if not is_broken else rules:
        moment = _moment_of(rule, locked, target) if rule is not None else target.warn_at
        if moment is None:  # asked first: for what stands still no firings need to be read
            continue
        if not locked.has_fired(target, rule) and not locked.has_acted_at(target, rule, moment):
            yield moment, rule


def _is_before_the_breach(rule: EscalationRule | None) -> bool:
    return rule is None or rule.when == EscalationRule.When.SHARE


def _moment_of(rule: EscalationRule, locked: LockedClock, target: Target) -> datetime | None:
    return moment_of(
        locked.open_hours,
        start=target.started_at,
        counted=rule.counted_time(target.duration),
        pauses=locked.pauses(target.kind),
    )
