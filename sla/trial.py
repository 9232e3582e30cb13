"""What a plan would promise to a ticket that doesn't exist: computed as for any ticket, written nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sla.calendar import AROUND_THE_CLOCK, OpenHours
from sla.counting import moment_of, reckon
from sla.explanation import Explanation, basis_of, explain_target
from sla.models import BusinessHours, Clock, Plan, Target
from sla.operations.promises import hours_of
from sla.promise import act_in_words, rule_in_words
from sla.target_kind import TargetKind


@dataclass(frozen=True, slots=True)
class RuleMoment:
    """When an escalation rule would act, and what it would do; no moment: these hours never hold it."""

    at: datetime | None
    rule: str
    act: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One promise with its moments and the steps that lead there."""

    basis: str
    kind: TargetKind
    duration: timedelta
    due_at: datetime | None
    warn_at: datetime | None
    rule_moments: list[RuleMoment]
    explanation: Explanation


def try_plan(
    plan: Plan, *, priority: int, at: datetime, department_hours: BusinessHours | None = None
) -> list[Trial]:
    """Every promise of the plan, in the order in which they come due, as if each began to count at `at`."""
    clock = Clock(plan=plan, priority=priority, hours=hours_of(plan, department_hours), started_at=at)
    hours = clock.hours.open_hours(since=at) if clock.hours is not None else AROUND_THE_CLOCK
    promises = plan.promises(priority)
    return [_tried(clock, plan, hours, kind, promises[kind]) for kind in TargetKind if kind in promises]


def _tried(clock: Clock, plan: Plan, hours: OpenHours, kind: TargetKind, duration: timedelta) -> Trial:
    start = clock.started_at
    due_at, warn_at, _stopped_at, _time_left = reckon(
        hours, start=start, duration=duration, warning_percent=plan.warning_percent
    )
    target = Target(
        clock=clock, kind=kind, duration=duration, started_at=start, due_at=due_at, warn_at=warn_at
    )
    rule_moments = sorted(
        _rule_moments(plan, hours, target), key=lambda each: (each.at is None, each.at or start)
    )
    return Trial(
        basis_of(clock),
        kind,
        duration,
        due_at,
        warn_at,
        rule_moments,
        explain_target(target, clock, hours, stops=[]),
    )


def _rule_moments(plan: Plan, hours: OpenHours, target: Target) -> Iterator[RuleMoment]:
    for rule in plan.rules.all():
        if rule.kind == target.kind:
            counted = rule.counted_time(target.duration)
            at = moment_of(hours, start=target.started_at, counted=counted)
            yield RuleMoment(at, rule_in_words(rule), act_in_words(rule))
