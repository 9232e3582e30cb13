"""The clock that an operation holds under lock: loaded, settled, changed and written back in one place."""

from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Model, Q

from sla import moment
from sla.calendar import AROUND_THE_CLOCK, OpenHours
from sla.counting import Span, reckon
from sla.models import Clock, Stop, Target
from sla.models.target import ONCE_PER_CLOCK, UNFINISHED
from sla.operations.changes import Change, Changes, What
from sla.target_kind import TargetKind

DEFAULT_WARNING_PERCENT = 80


def lock_clock(clock: Clock, at: datetime | None) -> "LockedClock":
    """Lock the clock, then its targets, and settle what fell due before `at` (none: now).

    Needs a transaction. The caller holds the lock of what the clock belongs to already.
    """
    clock.refresh_from_db(from_queryset=Clock.objects.select_for_update())
    locked = LockedClock(clock, at or moment.now())
    locked.settle()
    return locked


class LockedClock:
    """A clock in the hands of one operation, with its stops and the targets that can still change.

    Every verb here changes rows in memory and notes what changed; `finish()` writes them and tells.
    """

    def __init__(self, clock: Clock, at: datetime) -> None:
        self.clock = clock
        self.at = at
        self.stops = list(clock.stops.order_by("since", "pk"))
        can_change = UNFINISHED | Q(kind__in=ONCE_PER_CLOCK) | Q(ended_at__isnull=False)
        self.targets = list(clock.targets.filter(can_change).order_by("pk").select_for_update())
        self._changes: list[Change] = []
        self._loaded = {id(row): _values(row) for row in [clock, *self.stops, *self.targets]}

    def unfinished(self, kind: TargetKind) -> Target | None:
        """The target of this kind that is neither met nor ended: there is one at most."""
        return next((t for t in self.targets if t.kind == kind and t.is_unfinished), None)

    def latest(self, kind: TargetKind) -> Target | None:
        """The latest target of this kind, whatever became of it."""
        return next((t for t in reversed(self.targets) if t.kind == kind), None)

    def open_stop(self, cause: Stop.Cause) -> Stop | None:
        return next((stop for stop in self.stops if stop.cause == cause and stop.until is None), None)

    @property
    def is_over(self) -> bool:
        """Stopped for another reason than waiting: then not even a manual date is due."""
        return any(stop.until is None and stop.cause != Stop.Cause.PENDING for stop in self.stops)

    def settle(self) -> None:
        """Record as breached what fell due before this moment while it ran unmet."""
        for target in self.targets:
            if target.is_running and target.due_at is not None and target.due_at < self.at:
                self._breach(target, Target.BreachCause.TIME)

    def start(
        self, kind: TargetKind, since: datetime, duration: timedelta, cause: Target.BreachCause
    ) -> None:
        """Promise it from `since` on; what had ended and is promised anew goes on as the same target."""
        target = self._ended(kind, since)
        if target is None:
            target = Target(clock=self.clock, kind=kind)
            self.targets.append(target)
        elif target.started_at != since:
            target.round += 1
        target.started_at, target.duration, target.ended_at = since, duration, None
        self._compute(target)
        self._tell(target, What.STARTED)
        if target.is_running and target.due_at is None:
            self._tell(target, What.UNPROMISABLE)
        self._judge(target, cause)

    def meet(self, target: Target, at: datetime) -> None:
        """It was kept, or came too late."""
        target.met_at = at
        target.stopped_at = target.time_left = None
        self._tell(target, What.MET, at=at)
        if target.due_at is not None and target.due_at < at:
            self._breach(target, Target.BreachCause.TIME)
        else:
            self._withdraw(target)

    def unmeet(self, target: Target) -> None:
        """What was met runs again; `recompute()` tells until when."""
        target.met_at = None
        self._tell(target, What.UNMET)

    def end(self, target: Target, *, withdraws: bool) -> None:
        """It is no longer promised; a breach that `withdraws` no longer counts."""
        if withdraws:
            self._withdraw(target)
        target.ended_at = self.at
        target.stopped_at = target.time_left = None
        self._tell(target, What.ENDED)

    def begin_stop(self, cause: Stop.Cause) -> None:
        self.stops.append(Stop(clock=self.clock, cause=cause, since=self.at))

    def end_stop(self, cause: Stop.Cause) -> None:
        stop = self.open_stop(cause)
        if stop is not None:
            stop.until = max(self.at, stop.since)

    def recompute(self, cause: Target.BreachCause) -> None:
        """Compute every unfinished target from its start, the stops and the hours.

        `cause` tells why a due moment may prove to have passed already.
        """
        hours = self.clock.hours
        if hours is not None and hours.revision != self.clock.hours_revision:
            cause = Target.BreachCause.CONFIGURATION
            self.clock.hours_revision = hours.revision
        for target in self.targets:
            if not target.is_unfinished:
                continue
            was_due, was_stopped = target.due_at, target.stopped_at is not None
            self._compute(target)
            if (target.stopped_at is not None) != was_stopped:
                self._tell(target, What.RESUMED if was_stopped else What.STOPPED)
            elif target.due_at != was_due and target.due_at is not None:
                self._tell(target, What.RESCHEDULED)
            if target.is_running and target.due_at is None and (was_due is not None or was_stopped):
                self._tell(target, What.UNPROMISABLE)
            self._judge(target, cause)

    def finish(self) -> Changes:
        """Write what changed, the clock's next due and next risk with it, and tell."""
        self._look_ahead()
        rows: list[Model] = [*self.stops, *self.targets, self.clock]
        for row in sorted(rows, key=lambda row: row._state.adding):
            if row._state.adding:
                row.save(force_insert=True)
                continue
            before = self._loaded[id(row)]
            changed = [name for name, value in _values(row).items() if value != before[name]]
            if changed:
                row.save(update_fields=changed)
        return tuple(self._changes)

    def _ended(self, kind: TargetKind, since: datetime) -> Target | None:
        for target in self.targets:
            is_same = target.kind == kind and (target.started_at == since or kind in ONCE_PER_CLOCK)
            if is_same and target.ended_at is not None:
                return target
        return None

    @cached_property
    def _hours(self) -> OpenHours:
        if self.clock.hours is None:
            return AROUND_THE_CLOCK
        return self.clock.hours.open_hours(since=self.clock.started_at)

    def _compute(self, target: Target) -> None:
        plan = self.clock.plan
        waits = plan is not None and target.kind in plan.stops_while_pending
        reckoning = reckon(
            self._hours,
            start=target.started_at,
            duration=target.duration,
            warning_percent=plan.warning_percent if plan is not None else DEFAULT_WARNING_PERCENT,
            pauses=[
                Span(stop.since, stop.until)
                for stop in self.stops
                if waits or stop.cause != Stop.Cause.PENDING
            ],
        )
        target.due_at, target.warn_at, target.stopped_at, target.time_left = reckoning

    def _judge(self, target: Target, cause: Target.BreachCause) -> None:
        """Breached or not, by the due moment just computed.

        Passing time cannot breach a stopped target, a recomputation can, dated inside the running stretch.
        """
        passed_before = target.stopped_at or self.at
        if target.due_at is None:
            self._withdraw(target)
        elif target.due_at < passed_before:
            self._breach(target, cause)
        elif target.breached_at is not None and target.breached_at < target.due_at:
            self._withdraw(target)

    def _breach(self, target: Target, cause: Target.BreachCause) -> None:
        is_new = target.breached_at is None
        target.breached_at = target.due_at
        if is_new:
            target.breach_cause = cause
            self._tell(target, What.BREACHED, at=target.due_at)

    def _withdraw(self, target: Target) -> None:
        if target.breached_at is None:
            return
        target.breached_at = target.breach_cause = None
        target.round += 1
        self._tell(target, What.WITHDRAWN)

    def _tell(self, target: Target, what: What, *, at: datetime | None = None) -> None:
        is_quiet = what is What.BREACHED and (
            target.breach_cause == Target.BreachCause.CONFIGURATION
            or (target.kind == TargetKind.RESOLUTION and self.clock.manual_due_at is not None)
        )
        self._changes.append(
            Change(TargetKind(target.kind), what, at or self.at, due_at=target.due_at, alerts=not is_quiet)
        )

    def _look_ahead(self) -> None:
        """The clock's next due and next risk, and for each target the moment that has to be watched."""
        clock = self.clock
        dues: list[datetime | None] = []
        risks: list[datetime | None] = []
        for target in self.targets:
            if not target.is_running:
                continue
            target.watch_at = _earliest([target.warn_at, None if target.breached_at else target.due_at])
            if target.kind == TargetKind.RESOLUTION and clock.manual_due_at is not None:
                continue
            dues.append(target.due_at)
            risks.append(target.warn_at)
        if not self.is_over:
            dues.append(clock.manual_due_at)
            risks.append(clock.manual_warn_at)
        clock.next_due_at, clock.next_risk_at = _earliest(dues), _earliest(risks)


def _earliest(moments: list[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
