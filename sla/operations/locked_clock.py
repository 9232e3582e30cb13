"""The clock that an operation holds under lock: loaded and settled, then written back and told of."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Final

from django.db.models import Model, prefetch_related_objects

from sla import moment
from sla.calendar import AROUND_THE_CLOCK, OpenHours
from sla.counting import Span
from sla.locking import lock_row
from sla.models import BusinessHours, Clock, EscalationRule, Firing, Stop, Target
from sla.models.stop import stops_for
from sla.models.target import ONCE_PER_CLOCK
from sla.operations.changes import Change, Changes, What
from sla.target_kind import TargetKind

_TARGETS: Final = """
SELECT * FROM "sla_target"
WHERE clock_id = %s AND (met_at IS NULL OR ended_at IS NOT NULL OR kind = ANY(%s))
ORDER BY id
FOR UPDATE
"""
"""Those that can still change, or be promised anew. Written out, since every act on a ticket asks it and the
ORM would take three times as long to say it as PostgreSQL to answer."""


def lock_as_computed(clock: Clock, at: datetime | None) -> "LockedClock":
    """Lock the clock, then its targets, and settle what fell due before `at` (none: now).

    Needs a transaction. The caller holds the lock of what the clock belongs to already. Where plan or hours
    were edited since it was computed, it is settled up to that edit alone, and stands at it: the caller
    brings it in line and lets it go on (`lock_clock` does).
    """
    lock_row(clock)
    _forget_what_is_older(clock)
    locked = LockedClock(clock, at or moment.now())
    locked.stand_at_the_edit()
    locked.settle()
    return locked


def _forget_what_is_older(clock: Clock) -> None:
    """Whoever waited for the lock may remember a plan or hours from before the clock was computed anew."""
    for name, revision in (("plan", clock.plan_revision), ("hours", clock.hours_revision)):
        remembered = clock._state.fields_cache.get(name)
        if remembered is not None and revision is not None and remembered.revision < revision:
            clock.refresh_from_db(fields=[name])


class LockedClock:
    """A clock in the hands of one operation, with its stops and the targets that can still change.

    Rows are changed in memory and what changed is noted; `finish()` writes them and returns it.
    """

    def __init__(self, clock: Clock, at: datetime) -> None:
        self.clock = clock
        self.at = self.until = at
        self.targets: list[Target] = []
        if not clock._state.adding:  # a clock that is only being started has none
            self.targets += Target.objects.raw(_TARGETS, [clock.pk, ONCE_PER_CLOCK])
        self.is_quiet = False
        self._changes: list[Change] = []
        self._new_firings: list[Firing] = []
        self._open_hours: dict[tuple[BusinessHours, datetime], OpenHours] = {}
        self._loaded = {id(row): _values(row) for row in [clock, *self.targets]}

    @cached_property
    def stops(self) -> list[Stop]:
        """Every stop of the clock in order, read when something is asked of them: time alone asks nothing."""
        if self.clock._state.adding:
            return []
        stops = list(self.clock.stops.order_by("since", "pk"))
        self._loaded |= {id(stop): _values(stop) for stop in stops}
        return stops

    @property
    def _stops_at_hand(self) -> list[Stop]:
        """Those of them that may have been changed."""
        stops: list[Stop] = self.__dict__.get("stops", [])
        return stops

    def unfinished(self, kind: TargetKind) -> Target | None:
        """The target of this kind that is neither met nor ended: there is one at most."""
        return next((t for t in self.targets if t.kind == kind and t.is_unfinished), None)

    def latest(self, kind: TargetKind) -> Target | None:
        """The latest target of this kind, whatever became of it."""
        return next((t for t in reversed(self.targets) if t.kind == kind), None)

    def open_stop(self, cause: Stop.Cause) -> Stop | None:
        return next((stop for stop in self.stops if stop.cause == cause and stop.until is None), None)

    @property
    def over_since(self) -> datetime | None:
        """Since when it is stopped for another reason than waiting: then not even a manual date is due."""
        if "stops" not in self.__dict__:
            return self.clock.over_since
        return earliest(s.since for s in self.stops if s.until is None and s.cause != Stop.Cause.PENDING)

    @property
    def open_hours(self) -> OpenHours:
        """The hours this clock runs in now, each read once."""
        hours, since = self.clock.hours, self.clock.started_at
        if hours is None:
            return AROUND_THE_CLOCK
        if (hours, since) not in self._open_hours:
            self._open_hours[hours, since] = hours.open_hours(since=since)
        return self._open_hours[hours, since]

    @property
    def rules(self) -> list[EscalationRule]:
        """The escalation rules of its plan; the plan reads them once."""
        if self.clock.plan is None:
            return []
        prefetch_related_objects([self.clock.plan], "rules")
        return list(self.clock.plan.rules.all())

    def has_fired(self, target: Target, rule: EscalationRule | None) -> bool:
        """Whether this rule (none: the plan's warning) was acted on in the target's present round."""
        key = (target.pk, rule.pk if rule is not None else None, target.round)
        if not target._state.adding and key in self._firings:
            return True
        return any(
            firing.target is target and firing.rule == rule and firing.round == target.round
            for firing in self._new_firings
        )

    def has_acted_at(self, target: Target, rule: EscalationRule | None, moment: datetime) -> bool:
        """Whether this very moment was acted on in whatever round: what was done stays done."""
        key = (target.pk, rule.pk if rule is not None else None)
        return any(fired[:2] == key and due_at == moment for fired, due_at in self._firings.items())

    def is_replaced(self, target: Target) -> bool:
        """Whether a due date set by hand stands in for this target's own."""
        return target.kind == TargetKind.RESOLUTION and self.clock.manual_due_at is not None

    def fire(
        self, target: Target, rule: EscalationRule | None, due_at: datetime, *, is_silent: bool = False
    ) -> None:
        """Note that this moment is acted on, so that it never is again in this round."""
        self._new_firings.append(
            Firing(
                target=target,
                rule=rule,
                round=target.round,
                due_at=due_at,
                fired_at=self.at,
                is_silent=is_silent,
            )
        )

    @cached_property
    def _firings(self) -> dict[tuple[int, int | None, int], datetime]:
        """By target, rule and round the moment that was acted on."""
        firings = Firing.objects.filter(target__in=[t.pk for t in self.targets if not t._state.adding])
        rows = firings.values_list("target_id", "rule_id", "round", "due_at")
        return {(target, rule, round_): due_at for target, rule, round_, due_at in rows}

    def pauses(self, kind: str) -> list[Span]:
        """The stops that stop a target of this kind."""
        return [stop.span for stop in stops_for(kind, self.clock.stops_while_pending, self.stops)]

    def begin_stop(self, cause: Stop.Cause) -> None:
        self.stops.append(Stop(clock=self.clock, cause=cause, since=self.at))

    def end_stop(self, cause: Stop.Cause) -> None:
        stop = self.open_stop(cause)
        if stop is not None:
            stop.until = max(self.at, stop.since)

    def stand_at_the_edit(self) -> None:
        """Go back to when plan or hours were edited, if that was since: till then the former ones held."""
        if self.over_since is None and (edited_at := self.clock.edited_at) is not None:
            self.at = min(self.at, edited_at)

    def go_on(self) -> list[Target]:
        """From the edit to the operation's own moment; returns what fell due in between."""
        if self.at == self.until:
            return []
        self.at = self.until
        self.settle()
        return [target for target in self.targets if self.has_just_breached(target)]

    def settle(self) -> None:
        """Record as breached what fell due before this moment while it ran unmet."""
        for target in self.targets:
            if target.is_running and target.due_at is not None and target.due_at < self.at:
                self.breach(target, Target.BreachCause.TIME)

    def breach(self, target: Target, cause: Target.BreachCause) -> None:
        """Breached at its due moment; breached already, only the moment follows."""
        is_new = target.breached_at is None
        target.breached_at = target.due_at
        if is_new:
            target.breach_cause = cause
            self.tell(target, What.BREACHED, at=target.due_at)

    def has_just_breached(self, target: Target) -> bool:
        """Whether its breach is told by this very operation."""
        return any(
            change.what is What.BREACHED and change.kind == target.kind and change.at == target.breached_at
            for change in self._changes
        )

    def withdraw(self, target: Target) -> None:
        """If it was breached, that no longer stands; a new round lets later moments act anew."""
        if target.breached_at is None:
            return
        target.breached_at = target.breach_cause = None
        target.round += 1
        self.tell(target, What.WITHDRAWN)

    def tell(self, target: Target, what: What, *, at: datetime | None = None) -> None:
        is_behind = what is What.BREACHED and (
            target.breach_cause == Target.BreachCause.CONFIGURATION or self.is_replaced(target)
        )
        is_quiet = self.is_quiet or is_behind
        self._changes.append(
            Change(TargetKind(target.kind), what, at or self.at, due_at=target.due_at, alerts=not is_quiet)
        )

    def finish(self) -> Changes:
        """Write what changed, the clock's next due and next risk with it, and tell."""
        self._look_ahead()
        rows: list[Model] = [*self._stops_at_hand, *self.targets, self.clock]
        for row in rows:
            if not row._state.adding:
                self._update(row)
        if self.clock._state.adding:
            self.clock.save(force_insert=True)
        # After the updates: ended targets make room for new ones.
        Stop.objects.bulk_create(stop for stop in self._stops_at_hand if stop._state.adding)
        Target.objects.bulk_create(target for target in self.targets if target._state.adding)
        Firing.objects.bulk_create(self._new_firings)
        return tuple(self._changes)

    def _update(self, row: Model) -> None:
        before = self._loaded[id(row)]
        changed = [name for name, value in _values(row).items() if value != before[name]]
        if changed:
            row.save(update_fields=changed)

    def _look_ahead(self) -> None:
        clock = self.clock
        running = [target for target in self.targets if target.is_running and not self.is_replaced(target)]
        dues = [target.due_at for target in running]
        risks = [target.warn_at for target in running]
        clock.watch_at, clock.over_since = None, self.over_since
        if clock.over_since is None:
            dues.append(clock.manual_due_at)
            risks.append(clock.manual_warn_at)
            clock.watch_at = _next_manual_moment(clock)
        clock.next_due_at, clock.next_risk_at = earliest(dues), earliest(risks)


def _next_manual_moment(clock: Clock) -> datetime | None:
    """What of the manual due date has not been told yet."""
    if clock.manual_missed_at is not None:
        return None
    return clock.manual_due_at if clock.manual_warned_at is not None else clock.manual_warn_at


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
