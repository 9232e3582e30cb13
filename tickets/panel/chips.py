"""A promise as a chip: its condition, in words first (look: trouble gets a ground, normality does not)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from helpdesk.ui.words import duration
from sla.models import Target
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Chip:
    """What `parts/_sla_chip.html` draws; `share` is what is left of the time, 0 to 1 (wall time)."""

    condition: str
    words: str
    share: float = 0.0


def target_chip(target: Target, now: datetime, *, due_at: datetime | None = None) -> Chip | None:
    """The condition of one target; `due_at` stands in where a due date was set by hand."""
    due = due_at or target.due_at
    if target.met_at is not None:
        return _kept(target)
    if target.ended_at is not None:
        return None
    if target.stopped_at is not None:
        left = duration(target.time_left) if target.time_left is not None else ""
        words = _("Paused %(left)s") % {"left": left} if left else _("Paused")
        return Chip("breached", _("Late, paused")) if target.breached_at else Chip("stopped", words)
    if due is None:
        return None
    return running_chip(due, target.started_at, target.warn_at, now)


def running_chip(due: datetime, since: datetime, warn_at: datetime | None, now: datetime) -> Chip:
    """Overdue, at risk or in good time."""
    if due < now:
        return Chip("overdue", _("Overdue %(for)s") % {"for": duration(now - due)})
    share = (due - now) / max(due - since, timedelta(seconds=1))
    if warn_at is not None and warn_at <= now:
        return Chip("at-risk", _("At risk %(left)s") % {"left": duration(due - now)}, share)
    return Chip("running", _("Due in %(left)s") % {"left": duration(due - now)}, share)


def ticket_chip(ticket: Ticket, now: datetime) -> Chip | None:
    """The one chip of a queue's row: the next due moment, or that everything stands still.

    Expects `clock` with its unfinished `targets` loaded.
    """
    if ticket.next_due_at is not None:
        since = _since(ticket.clock.targets.all(), ticket)
        return running_chip(ticket.next_due_at, since, ticket.next_risk_at, now)
    paused = [target for target in ticket.clock.targets.all() if target.stopped_at is not None]
    if ticket.is_workable and paused:
        return target_chip(min(paused, key=lambda target: target.time_left or timedelta(0)), now)
    return None


def _since(targets: Iterable[Target], ticket: Ticket) -> datetime:
    for target in targets:
        if target.due_at == ticket.next_due_at:
            return target.started_at
    return ticket.opened_at


def _kept(target: Target) -> Chip:
    took = duration((target.met_at or target.started_at) - target.started_at)
    if target.breached_at is not None:
        return Chip("breached", _("Late, after %(time)s") % {"time": took})
    return Chip("met", _("Met in %(time)s") % {"time": took})
