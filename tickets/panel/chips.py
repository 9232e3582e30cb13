"""A promise as a chip: its condition, in words first (look: trouble gets a ground, normality does not)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from helpdesk.ui.words import duration, rough_duration, working_duration
from sla.models import Target
from sla.target_kind import TargetKind
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Chip:
    """What `parts/_sla_chip.html` draws; `share` is what is left of the time, 0 to 1.

    What runs is told in wall time, since that is what the reader's clock shows; what is paused in business
    time, since nobody knows when it will run on.
    """

    condition: str
    words: str
    share: float = 0.0


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
        return Chip("overdue", _("Overdue %(for)s") % {"for": rough_duration(now - due)})
    share = (due - now) / max(due - since, timedelta(seconds=1))
    if warn_at is not None and warn_at <= now:
        return Chip("at-risk", _("At risk %(left)s") % {"left": duration(due - now)}, share)
    return Chip("running", _("Due in %(left)s") % {"left": duration(due - now)}, share)


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
