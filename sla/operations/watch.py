"""The moments of a clock that came are acted on, each once (SLA.md, Watching)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from django.db import transaction

from sla.models import Clock, EscalationRule, Target
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock
from sla.operations.locked_clock import LockedClock
from sla.operations.targets import arm, passed_moments
from sla.target_kind import TargetKind


class Call(StrEnum):
    """What a moment calls for."""

    WARN = auto()
    """A target is at risk."""
    APPLY_RULE = auto()
    WARN_OF_DUE_DATE = auto()
    """A due date set by hand is near."""
    TELL_MISSED_DUE_DATE = auto()


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that came (`at`, however late it is noticed) and what it calls for.

    `kind` is none for a due date set by hand. Superseded: a later moment of the same target came as well,
    and whoever is told of this one is told of that.
    """

    call: Call
    at: datetime
    due_at: datetime | None
    kind: TargetKind | None = None
    rule: EscalationRule | None = None
    is_superseded: bool = False


@transaction.atomic(savepoint=False)
def watch_clock(clock: Clock, *, at: datetime | None = None) -> tuple[Changes, tuple[Moment, ...]]:
    """Act on what came until `at`: returns what changed and, in order, what the caller has to do about it.

    Each moment is returned once in each round of its target, in the transaction in which the caller acts.
    """
    locked = lock_clock(clock, at)
    moments = [
        moment
        for target in locked.targets
        if target.is_running and target.watch_at is not None and target.watch_at <= locked.at
        for moment in _fire(locked, target)
    ]
    moments += _tell_of_due_date(locked)
    return locked.finish(), tuple(sorted(moments, key=lambda moment: moment.at))


def _fire(locked: LockedClock, target: Target) -> Iterator[Moment]:
    """Act on what passed; an alert before a breach that was told earlier would only repeat it.

    A breach that settings brought about is told to nobody, so it says nothing in an alert's place.
    """
    passed = passed_moments(locked, target)
    breached_at = target.breached_at if target.breach_cause != Target.BreachCause.CONFIGURATION else None
    was_told = breached_at is not None and not locked.has_just_breached(target)
    last = max([moment for moment, _rule in passed] + [breached_at or target.started_at])
    for moment, rule in passed:
        is_silent = was_told and moment < last and rule is not None and rule.notifies
        locked.fire(target, rule, moment, is_silent=is_silent)
        if not is_silent:
            yield Moment(
                Call.WARN if rule is None else Call.APPLY_RULE,
                at=moment,
                due_at=target.due_at,
                kind=TargetKind(target.kind),
                rule=rule,
                is_superseded=moment < last,
            )
    arm(locked, target)


def _tell_of_due_date(locked: LockedClock) -> Iterator[Moment]:
    """The manual due date has passed or, before that, is near; of both only the last is told."""
    clock = locked.clock
    if clock.manual_due_at is None or clock.manual_missed_at is not None or locked.over_since is not None:
        return
    if clock.manual_due_at < locked.at:
        clock.manual_missed_at = locked.at
        yield Moment(Call.TELL_MISSED_DUE_DATE, at=clock.manual_due_at, due_at=clock.manual_due_at)
    elif (
        clock.manual_warned_at is None
        and clock.manual_warn_at is not None
        and clock.manual_warn_at <= locked.at
    ):
        clock.manual_warned_at = locked.at
        yield Moment(Call.WARN_OF_DUE_DATE, at=clock.manual_warn_at, due_at=clock.manual_due_at)
