"""What would follow from an operation, found out by doing it and taking it back.

So a preview can't drift away from what the operation does: it is the operation. Everything happens in a
transaction that is rolled back: no row, event or job remains.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.errors import OperationRefused
from agents.models import Agent
from helpdesk.ui.words import short_moment, working_duration
from sla.models import Target
from sla.moment import now
from sla.target_kind import TargetKind
from tickets.models import Delivery, Requester, Ticket
from tickets.notifications.recipients import Recipient, recipients_of
from tickets.vocabulary import Origin

Consequence: TypeAlias = tuple[str, str]
"""The name of an icon and a sentence."""

NAMES: Final = {
    "department": gettext_lazy("Department"),
    "team": gettext_lazy("Team"),
    "assignee": gettext_lazy("Agent"),
    "priority": gettext_lazy("Priority"),
    "plan": gettext_lazy("SLA plan"),
}


@dataclass(frozen=True, slots=True)
class PromisedMoment:
    """When a target is due, whether it stands still and with how much of its time left."""

    due_at: datetime | None
    is_stopped: bool
    left: timedelta | None
    is_breached: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What people look at when they change a ticket: who has it, and what is promised by when."""

    values: dict[str, str]
    origins: dict[str, str]
    promises: dict[str, PromisedMoment]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How the ticket stands before and after an act, and who would hear of it; or why it is refused."""

    before: Standing
    after: Standing
    heard: list[Recipient]
    refusal: str = ""


def rehearse(ticket: Ticket, act: Callable[[Ticket], Any]) -> Rehearsal:
    """Do it, look, and take it back."""
    before = _standing(ticket)
    try:
        with transaction.atomic():
            latest = ticket.events.aggregate(latest=Max("pk"))["latest"] or 0
            act(Ticket.objects.get(pk=ticket.pk))
            changed = Ticket.objects.get(pk=ticket.pk)
            events = list(changed.events.filter(pk__gt=latest).order_by("pk"))
            rehearsal = Rehearsal(before, _standing(changed), recipients_of(changed, events))
            transaction.set_rollback(True)
    except OperationRefused as refused:
        return Rehearsal(before, before, [], str(refused))
    return rehearsal


def consequences_of(rehearsal: Rehearsal) -> list[Consequence]:
    """What would change for the ticket, and who would hear of it, in sentences."""
    if rehearsal.refusal:
        return [("exclamation-triangle-fill", rehearsal.refusal)]
    before, after = rehearsal.before, rehearsal.after
    changed = [*_changed_values(before, after), *_changed_promises(before, after), *who_hears(rehearsal)]
    return changed or [("check2", _("Nothing changes by this."))]


def who_hears(rehearsal: Rehearsal) -> Iterable[Consequence]:
    """The agents who are called, and the people on the ticket who get a letter."""
    mails = [row.person for row in rehearsal.heard if row.channel == Delivery.Channel.MAIL]
    called = ", ".join(str(person) for person in mails if isinstance(person, Agent))
    written_to = ", ".join(str(person) for person in mails if isinstance(person, Requester))
    if called:
        yield "bell", _("Told now: %s") % called
    if written_to:
        yield "envelope", _("Gets a letter: %s") % written_to


def _standing(ticket: Ticket) -> Standing:
    values = {
        "department": str(ticket.department),
        "team": str(ticket.team or _("none")),
        "assignee": str(ticket.assignee or _("nobody")),
        "priority": str(ticket.get_priority_display()),
        "plan": str(ticket.clock.plan or _("none")),
    }
    targets = Target.objects.filter(clock=ticket.clock_id).unfinished()
    promises: dict[str, PromisedMoment] = {target.kind: _promise(target) for target in targets}
    by_hand = ticket.clock.manual_due_at
    if by_hand is not None:
        promises[TargetKind.RESOLUTION] = PromisedMoment(by_hand, False, None, False)
    return Standing(values, ticket.origins, promises)


def _promise(target: Target) -> PromisedMoment:
    """Late is late, whether or not anybody has recorded it yet."""
    is_late = target.is_running and target.due_at is not None and target.due_at < now()
    is_stopped = target.stopped_at is not None
    return PromisedMoment(
        target.due_at, is_stopped, target.time_left, is_late or target.breached_at is not None
    )


def _changed_values(before: Standing, after: Standing) -> Iterable[Consequence]:
    for name, value in after.values.items():
        if value == before.values[name]:
            continue
        origin = after.origins.get(name, "")
        why = f" ({Origin(origin).label})" if origin and origin != Origin.AGENT else ""
        yield (
            "arrow-right",
            _("%(what)s: %(before)s becomes %(after)s%(why)s")
            % {"what": NAMES[name], "before": before.values[name], "after": value, "why": why},
        )


def _changed_promises(before: Standing, after: Standing) -> Iterable[Consequence]:
    if before.promises and not after.promises:
        yield "stopwatch", _("Nothing is promised any more")
    for kind in TargetKind:
        promise = after.promises.get(kind)
        if promise is None or promise == before.promises.get(kind):
            continue
        was_breached = kind in before.promises and before.promises[kind].is_breached
        yield _told(kind, promise, is_new_breach=promise.is_breached and not was_breached)


def _told(kind: TargetKind, promise: PromisedMoment, *, is_new_breach: bool) -> Consequence:
    if promise.due_at is not None and (is_new_breach or not promise.is_stopped):
        due = {"what": kind.label, "when": short_moment(promise.due_at, now())}
        if is_new_breach:
            late = _("%(what)s would have been due %(when)s: breached by this change")
            return "exclamation-circle-fill", late % due
        return "stopwatch", _("%(what)s due %(when)s") % due
    if promise.left:
        left = {"what": kind.label, "left": working_duration(promise.left)}
        return "pause-circle", _("%(what)s: the clock stands still, %(left)s left") % left
    if promise.is_stopped:
        return "pause-circle", _("%s: the clock stands still, no time left") % kind.label
    return "stopwatch", _("%s: no due moment within two years") % kind.label
