"""By what clocks are computed: the terms of plans and the open hours, as saved or as somebody types them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sla.calendar import AROUND_THE_CLOCK, OpenHours
from sla.models import BusinessHours, Plan
from sla.priority import Priority
from sla.target_kind import TargetKind

Line = tuple[str, int | None, timedelta]
"""A line of a promise: target, priority (none: all others) and duration."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan promises, and in which time it counts."""

    hours_mode: str
    hours: int | None
    stops_while_pending: frozenset[str]
    warning_percent: int
    lines: Mapping[tuple[str, int | None], timedelta]

    @classmethod
    def of(cls, plan: Plan, lines: Iterable[Line]) -> "Terms":
        """The terms of a plan with these lines; neither has to be saved."""
        return cls(
            plan.hours_mode,
            plan.hours_id,
            frozenset(plan.stops_while_pending),
            plan.warning_percent,
            {(kind, priority): duration for kind, priority, duration in lines},
        )

    def duration(self, kind: str, priority: int) -> timedelta | None:
        """What is promised at this priority, in business time; none: nothing."""
        return self.lines.get((kind, priority), self.lines.get((kind, None)))

    def priority_of(self, kind: str, duration: timedelta, priority: int) -> int:
        """At which priority such a duration was promised: the present one if that may be, else another."""
        for possible in (priority, *Priority.values):
            if self.duration(kind, possible) == duration:
                return possible
        return priority


@dataclass(frozen=True, slots=True)
class Settings:
    """All plans' terms and all business hours, by their keys."""

    plans: Mapping[int, Terms]
    hours: Mapping[int, OpenHours]

    def with_plan(self, plan: int, terms: Terms) -> "Settings":
        return replace(self, plans={**self.plans, plan: terms})

    def with_hours(self, hours: int, open_hours: OpenHours) -> "Settings":
        return replace(self, hours={**self.hours, hours: open_hours})

    def open_hours(self, terms: Terms, department_hours: int | None) -> OpenHours:
        """In which hours a clock runs by these terms, in a department that has these (none: none)."""
        chosen = {Plan.HoursMode.THESE: terms.hours, Plan.HoursMode.DEPARTMENT: department_hours}
        hours = chosen.get(Plan.HoursMode(terms.hours_mode))
        return self.hours[hours] if hours is not None else AROUND_THE_CLOCK


def saved_settings() -> Settings:
    """What stands in the database, in five questions."""
    plans = Plan.objects.prefetch_related("targets")
    hours = BusinessHours.objects.prefetch_related("openings", "holidays")
    return Settings(
        {
            plan.pk: Terms.of(
                plan, [(line.kind, line.priority, line.duration) for line in plan.targets.all()]
            )
            for plan in plans
        },
        {each.pk: each.open_hours() for each in hours},
    )


def newly_promised(old: Settings, new: Settings) -> list[TargetKind]:
    """What a plan promises by the new settings alone: no past shows how it would have gone."""
    return [
        kind
        for kind in TargetKind
        if any(
            terms.duration(kind, priority) is not None and old.plans[plan].duration(kind, priority) is None
            for plan, terms in new.plans.items()
            for priority in Priority.values
        )
    ]
