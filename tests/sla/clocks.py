"""A clock's day told in wall-clock readings, and its targets in words."""

from datetime import UTC, datetime

from sla.models import Clock, Target


def tuesday(reading: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-03T{reading}").replace(tzinfo=UTC)


def dues(clock: Clock) -> dict[str, str | None]:
    """When each unfinished target is due."""
    return {target.kind: _reading(target.due_at) for target in clock.targets.unfinished()}


def told(clock: Clock) -> list[str]:
    """Each target of the clock in words, in the order in which they started."""
    return [_told(target) for target in clock.targets.order_by("pk")]


def _told(target: Target) -> str:
    if target.met_at is not None:
        words = f"met {_reading(target.met_at)}"
    elif target.ended_at is not None:
        words = f"ended {_reading(target.ended_at)}"
    elif target.stopped_at is not None:
        words = f"stopped {_reading(target.stopped_at)} with {target.time_left.seconds // 60} min left"
    else:
        words = f"due {_reading(target.due_at)}"
    if target.breached_at is not None:
        words += f", breached {_reading(target.breached_at)} by {target.breach_cause}"
    if target.round > 1:
        words += f", round {target.round}"
    return f"{target.kind} {words}"


def _reading(moment: datetime | None) -> str | None:
    return f"{moment:%H:%M}" if moment is not None else None
