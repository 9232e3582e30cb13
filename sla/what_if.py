"""What if: how promises of the past would have gone under other settings (SLA.md, Explaining).

Pure: what became of each promise stands in the record; how it would go by the proposed settings is computed
from its start, its stops and the moment it was met. Nothing is locked, nothing is written.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple

from sla.counting import Span, moment_of
from sla.models import Stop, Target
from sla.models.clock import ClockQuerySet
from sla.models.stop import stops_for
from sla.target_kind import TargetKind
from sla.terms import Settings, Terms

MOST_TARGETS: Final = 20_000
"""How many promises are looked at, the newest first."""
BATCH: Final = 5_000

DepartmentHours = Callable[[Collection[int]], Mapping[int, int | None]]
"""The business hours of the departments that clocks are in, by the clocks' keys: known above."""


class Effect(Enum):
    """What becomes of a promise, the gravest first."""

    BREACHED = "breached"
    KEPT = "kept"
    DROPPED = "dropped"
    """No longer promised."""
    MOVED = "moved"
    """It still runs and is due at another moment."""
    NONE = "none"
    """Met or missed as before, whatever its due moment."""


class Outcome(NamedTuple):
    """How one promise goes; without a due moment it was stopped short of it, or was never promised."""

    is_promised: bool
    due_at: datetime | None = None
    is_breached: bool = False
    is_warned: bool = False


class Difference(NamedTuple):
    """One promise that goes otherwise."""

    clock: int
    kind: TargetKind
    effect: Effect
    then: Outcome
    now: Outcome


@dataclass(slots=True)
class Tally:
    """How many promises go which way."""

    promised: int = 0
    breached: int = 0
    warned: int = 0

    def add(self, outcome: Outcome) -> None:
        self.promised += outcome.is_promised
        self.breached += outcome.is_breached
        self.warned += outcome.is_warned


@dataclass(slots=True)
class WhatIf:
    """What other settings would have done; `differences` come gravest first, the newest of each first."""

    then: Tally = field(default_factory=Tally)
    now: Tally = field(default_factory=Tally)
    differences: list[Difference] = field(default_factory=list)
    is_cut: bool = False

    def count(self, effect: Effect) -> int:
        return sum(1 for difference in self.differences if difference.effect is effect)


class _Promise(NamedTuple):
    """A stored target with what its clock says."""

    kind: str
    duration: timedelta
    started_at: datetime
    due_at: datetime | None
    warn_at: datetime | None
    met_at: datetime | None
    clock: int
    plan: int
    priority: int


def what_if(
    clocks: ClockQuerySet,
    old: Settings,
    new: Settings,
    *,
    department_hours: DepartmentHours,
    now: datetime,
    most: int = MOST_TARGETS,
) -> WhatIf:
    """Judge the promises of these clocks by the new settings beside what is on record; what was taken back is
    left out. By the old ones it's only found out at which priority something was promised.

    A target that only the new settings promise has no past to judge. Asks one question for the promises
    and two for each batch, whatever their number.
    """
    found = WhatIf()
    stored = Target.objects.filter(clock__in=clocks.filter(plan__isnull=False), ended_at__isnull=True)
    rows = stored.order_by("-started_at", "-pk").values_list(
        "kind",
        "duration",
        "started_at",
        "due_at",
        "warn_at",
        "met_at",
        "clock_id",
        "clock__plan_id",
        "clock__priority",
    )
    promises = [_Promise(*row) for row in rows[: most + 1]]
    found.is_cut = len(promises) > most
    for batch in _batches(promises[:most]):
        keys = {promise.clock for promise in batch}
        stops, hours = _stops_of(keys), department_hours(keys)
        for promise in batch:
            _compare(found, promise, old, new, stops.get(promise.clock, []), hours.get(promise.clock), now)
    order = list(Effect)
    found.differences.sort(key=lambda difference: order.index(difference.effect))
    return found


def _compare(
    found: WhatIf,
    promise: _Promise,
    old: Settings,
    new: Settings,
    stops: list[Stop],
    department_hours: int | None,
    now: datetime,
) -> None:
    terms = old.plans[promise.plan]
    priority = terms.priority_of(promise.kind, promise.duration, promise.priority)
    on_record = _outcome(promise, promise.due_at, promise.warn_at, now)
    judged = _judged(promise, new, priority, stops, department_hours, now)
    found.then.add(on_record)
    found.now.add(judged)
    effect = _effect(on_record, judged, runs=promise.met_at is None)
    if effect is not Effect.NONE:
        kind = TargetKind(promise.kind)
        found.differences.append(Difference(promise.clock, kind, effect, on_record, judged))


def _judged(
    promise: _Promise,
    settings: Settings,
    priority: int,
    stops: list[Stop],
    department_hours: int | None,
    now: datetime,
) -> Outcome:
    terms = settings.plans[promise.plan]
    duration = terms.duration(promise.kind, priority)
    if duration is None:
        return Outcome(is_promised=False)
    hours = settings.open_hours(terms, department_hours)
    pauses = list(_pauses(promise, terms, stops))
    due_at, warn_at = (
        moment_of(hours, start=promise.started_at, counted=counted, pauses=pauses)
        for counted in (duration, duration * terms.warning_percent / 100)
    )
    return _outcome(promise, due_at, warn_at, now)


def _outcome(promise: _Promise, due_at: datetime | None, warn_at: datetime | None, now: datetime) -> Outcome:
    until = promise.met_at or now
    return Outcome(
        is_promised=True,
        due_at=due_at,
        is_breached=due_at is not None and due_at < until,
        is_warned=warn_at is not None and warn_at < until,
    )


def _pauses(promise: _Promise, terms: Terms, stops: list[Stop]) -> Iterator[Span]:
    """The stops that stop it by these terms; what came after it was met no longer matters to it."""
    for stop in stops_for(promise.kind, terms.stops_while_pending, stops):
        if promise.met_at is None or stop.since < promise.met_at:
            yield stop.span


def _effect(then: Outcome, now: Outcome, *, runs: bool) -> Effect:
    if then.is_promised and not now.is_promised:
        return Effect.DROPPED
    if now.is_breached != then.is_breached:
        return Effect.BREACHED if now.is_breached else Effect.KEPT
    if runs and now.due_at != then.due_at:
        return Effect.MOVED
    return Effect.NONE


def _stops_of(clocks: Collection[int]) -> dict[int, list[Stop]]:
    stops: dict[int, list[Stop]] = {}
    for stop in Stop.objects.filter(clock__in=clocks).order_by("since", "pk"):
        stops.setdefault(stop.clock_id, []).append(stop)
    return stops


def _batches(promises: Iterable[_Promise]) -> Iterator[list[_Promise]]:
    promises = iter(promises)
    while batch := list(islice(promises, BATCH)):
        yield batch
