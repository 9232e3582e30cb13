"""The day that tests of promises happen on: a Tuesday in March, UTC."""

from datetime import UTC, datetime, timedelta

from sla.target_kind import TargetKind

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def tuesday(reading: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-03T{reading}").replace(tzinfo=UTC)


def dues(clock) -> dict[TargetKind, str | None]:
    """What is promised and unfinished, and when it is due; None while stopped short of it."""
    return {
        TargetKind(target.kind): f"{target.due_at:%H:%M}" if target.due_at else None
        for target in clock.targets.unfinished()
    }
