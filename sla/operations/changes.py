"""What an operation of sla changed, for the layer above to tell of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from sla.target_kind import TargetKind


class What(StrEnum):
    """What happened to a target."""

    STARTED = auto()
    MET = auto()
    UNMET = auto()
    """Met before, runs again: its ticket was reopened."""
    BREACHED = auto()
    WITHDRAWN = auto()
    """A breach that no longer stands."""
    RESCHEDULED = auto()
    STOPPED = auto()
    RESUMED = auto()
    ENDED = auto()
    """No longer promised."""
    UNPROMISABLE = auto()
    """Its hours do not hold its duration within two years: it has no due moment."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to one target, at `at` (a breach: at its due moment).

    `due_at` is the due moment after the change; none while stopped short of it. `alerts` is false for what
    is only recorded: a breach brought about by settings, or behind a manual due date.
    """

    kind: TargetKind
    what: What
    at: datetime
    due_at: datetime | None = None
    alerts: bool = True


Changes = tuple[Change, ...]
"""In the order in which they happened; empty when nothing changed."""
