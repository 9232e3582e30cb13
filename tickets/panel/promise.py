"""The strip of promises: what is due, and whether what was due was kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from helpdesk.ui.words import working_duration
from sla.models import Target
from sla.moment import now
from sla.target_kind import TargetKind
from tickets.models import Ticket
from tickets.panel.chips import Chip, running_chip, target_chip


@dataclass(frozen=True, slots=True)
class Strip:
    """One promise: its name, its condition, and by when or how long."""

    label: str
    chip: Chip
    detail: str
    due_at: datetime | None


def strips_of(ticket: Ticket, targets: Iterable[Target]) -> list[Strip]:
    """The latest target of each kind, in the order in which they come due; a date set by hand comes first."""
    latest = {target.kind: target for target in targets}
    strips = [_strip(ticket, latest[kind]) for kind in TargetKind if kind in latest]
    if TargetKind.RESOLUTION not in latest:
        strips.append(_by_hand(ticket))
    return [strip for strip in strips if strip is not None]


def _strip(ticket: Ticket, target: Target) -> Strip | None:
    by_hand = ticket.clock.manual_due_at if target.kind == TargetKind.RESOLUTION else None
    if by_hand is not None and target.met_at is None:
        return _by_hand(ticket)
    is_over = target.is_unfinished and target.breached_at is None and not ticket.is_workable
    chip = None if is_over else target_chip(target, now())
    if chip is None:
        return None
    promised = _("%s promised") % working_duration(target.duration)
    return Strip(target.get_kind_display(), chip, promised, target.due_at if target.is_running else None)


def _by_hand(ticket: Ticket) -> Strip | None:
    due_at = ticket.clock.manual_due_at
    if due_at is None or not ticket.is_workable:
        return None
    chip = running_chip(due_at, ticket.opened_at, ticket.clock.manual_warn_at, now())
    return Strip(_("Due, set by hand"), chip, "", due_at)
