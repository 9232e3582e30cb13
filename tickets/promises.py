"""What the clock of a ticket comes to for whoever waits: by when they hear, by when it is solved."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sla.models import Target
from sla.target_kind import TargetKind
from tickets.models import Ticket

WE_WRITE: Final = (TargetKind.FIRST_RESPONSE, TargetKind.NEXT_RESPONSE, TargetKind.UPDATE)


@dataclass(frozen=True, slots=True)
class Promise:
    """The two moments a requester waits for; none where nothing is promised or the clock stands still."""

    heard_by: datetime | None
    solved_by: datetime | None


def promise_of(ticket: Ticket) -> Promise:
    """What the running targets of the ticket's clock come to; a manual due date stands before the plan's."""
    if not ticket.is_workable:
        return Promise(None, None)
    running = list(Target.objects.filter(clock=ticket.clock_id).running())
    solved_by = ticket.clock.manual_due_at or _earliest(running, (TargetKind.RESOLUTION,))
    return Promise(_earliest(running, WE_WRITE), solved_by)


def _earliest(targets: Iterable[Target], kinds: Collection[str]) -> datetime | None:
    due = [target.due_at for target in targets if target.kind in kinds and target.due_at is not None]
    return min(due, default=None)
