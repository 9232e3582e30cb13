"""A promise as a chip: its condition, in words first (look: trouble gets a ground, normality does not)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.ui.words import duration, rough_duration, working_duration
from sla.models import Target
from sla.target_kind import TargetKind
from tickets.models import Ticket

OVERDUE: Final = gettext_lazy("Overdue %s")
AT_RISK: Final = gettext_lazy("At risk %s")
DUE_IN: Final = gettext_lazy("Due in %s")


@dataclass(frozen=True, slots=True)
class Chip:
    """What `parts/_sla_chip.html` draws; `share` is what is left of the time, 0 to 1.

    What runs carries its moments, by which an open page tells it anew. It is told in wall time, since that is
    what the reader's clock shows; what is paused in business time, since nobody knows when it will run on.
    """

    condition: str
    words: str
    share: float = 0.0
    due_at: datetime | None = field(default=None, compare=False)
    warn_at: datetime | None = field(default=None, compare=False)
    since: datetime | None = field(default=None, compare=False)


def target_chip(target: Target, now: datetime) -> Chip | None:
    """The condition of one target; nothing where it is no longer promised."""
    if target.met_at is not None:
        return _met(target, target.met_at)
    if target.ended_at is not None:
        return None
    if target.stopped_at is not None:
        return _paused(target)
    if target.due_at is None:
        return None
    return running_chip(target.due_at, target.started_at, target.warn_at, now)


def running_chip(due: datetime, since: datetime, warn_at: datetime | None, now: datetime) -> Chip:
    """Overdue, at risk or in good time."""
    if due < now:
        return Chip("overdue", OVERDUE % rough_duration(now - due), 0.0, due, warn_at, since)
    share = (due - now) / max(due - since, timedelta(seconds=1))
    if warn_at is not None and warn_at <= now:
        return Chip("at-risk", AT_RISK % duration(due - now), share, due, warn_at, since)
    return Chip("running", DUE_IN % duration(due - now), share, due, warn_at, since)


def chip_words() -> str:
    """What a running chip can say, for the script that tells it anew."""
    return "|".join(str(words) for words in (OVERDUE, AT_RISK, DUE_IN))


def ticket_chip(ticket: Ticket, now: datetime) -> Chip | None:
    """The one chip of a queue's row: the next due moment, or that everything stands still, or how it ended.

    Expects `clock` with its `targets` loaded, the unfinished ones and the resolution.
    """
    targets = list(ticket.clock.targets.all())
    if not ticket.is_workable:
        return next((target_chip(each, now) for each in targets if each.kind == TargetKind.RESOLUTION), None)
    if ticket.next_due_at is not None:
        return running_chip(ticket.next_due_at, _since(targets, ticket), ticket.next_risk_at, now)
    paused = [target for target in targets if target.stopped_at is not None]
    return _paused(min(paused, key=_left)) if paused else None


def _since(targets: Iterable[Target], ticket: Ticket) -> datetime:
    """Since when what is due next is promised; a date set by hand counts from the opening."""
    return next((each.started_at for each in targets if each.due_at == ticket.next_due_at), ticket.opened_at)


def _met(target: Target, met_at: datetime) -> Chip:
    if target.breached_at is not None:
        late = rough_duration(met_at - target.breached_at)
        return Chip("breached", _("Breached by %(time)s") % {"time": late})
    return Chip("met", _("Met in %(time)s") % {"time": duration(met_at - target.started_at)})


def _paused(target: Target) -> Chip:
    """What stands still with time left, or was too late before it was stopped."""
    if target.breached_at is not None:
        return Chip("breached", _("Breached, paused"))
    return Chip("stopped", _("Paused %(left)s") % {"left": working_duration(_left(target))})


def _left(target: Target) -> timedelta:
    """How much business time a paused target still has; none where it is breached."""
    if target.breached_at is not None or target.time_left is None:
        return timedelta(0)
    return target.time_left
