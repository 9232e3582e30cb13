"""Why a promise is due when it is, step by step in plain words (SLA.md, Explaining).

The steps are the pieces of time that the due moment was computed from; where plan and hours no longer are
what they were then, that is said instead. Moments are told in the reader's zone, lengths in business time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from helpdesk.ui.words import exact_duration, full_moment
from sla.calendar import AROUND_THE_CLOCK, OpenHours
from sla.models import Clock, Stop, Target
from sla.models.stop import stops_for
from sla.moment import now
from sla.passages import Kind, Passage, passages
from sla.priority import Priority
from sla.target_kind import TargetKind

MOST_PIECES: Final = 24
"""Of a longer way the middle is told in one step."""

STARTS: Final = {
    TargetKind.FIRST_RESPONSE: gettext_lazy("the ticket was opened"),
    TargetKind.NEXT_RESPONSE: gettext_lazy("the first message that waits for an answer"),
    TargetKind.UPDATE: gettext_lazy("our latest word to the requester"),
    TargetKind.RESOLUTION: gettext_lazy("the ticket was opened"),
}


class Tone(Enum):
    """What a step is about, for whoever draws it."""

    PROMISE = "promise"
    COUNTED = "counted"
    NOT_COUNTED = "not-counted"
    DUE = "due"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence; where a piece of time passed, from when until when, and how much of it counted."""

    tone: Tone
    words: str
    since: datetime | None = None
    until: datetime | None = None
    counted: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One promise: its name, and the steps from what was promised to when it is due."""

    label: str
    steps: list[Step]


def explain(clock: Clock) -> list[Explanation]:
    """The latest promise of each kind, in the order in which they come due; a manual due date first.

    Changes nothing. Asks for targets and stops, and for the openings and holidays of its hours.
    """
    latest = {target.kind: target for target in Target.objects.filter(clock=clock).current()}
    stops = list(clock.stops.order_by("since", "pk"))
    hours = clock.hours.open_hours(since=clock.started_at) if clock.hours is not None else AROUND_THE_CLOCK
    told = [
        explain_target(latest[kind], clock, hours, stops_for(kind, clock.stops_while_pending, stops))
        for kind in TargetKind
        if kind in latest
    ]
    return [*_by_hand(clock), *told]


def explain_target(target: Target, clock: Clock, hours: OpenHours, stops: list[Stop]) -> Explanation:
    """One promise; `stops` are those that stop a target of this kind.

    What was met or is no longer promised was computed for the last time then: later stops change nothing,
    and where plan or hours changed since, their pieces would explain another due moment than this one.
    """
    over_at = target.met_at or target.ended_at
    pauses = [stop for stop in stops if over_at is None or stop.since < over_at]
    until = target.due_at or target.stopped_at or over_at or now()
    way = list(passages(hours, start=target.started_at, until=until, pauses=[stop.span for stop in pauses]))
    is_current = target.is_unfinished or not (_is_plan_edited(clock) or _are_hours_edited(clock))
    if is_current and _adds_up(target, way):
        pieces = _folded([_told(passage, pauses) for passage in way])
    else:
        earlier = _("Computed with an earlier plan, or an earlier revision of plan or hours.")
        pieces = [Step(Tone.NOT_COUNTED, earlier)]
    return Explanation(str(target.get_kind_display()), [_start(target), *pieces, *_end(target)])


def basis_of(clock: Clock) -> str:
    """What all promises of the clock are computed from: plan, priority and hours, with their revisions."""
    if clock.plan is None:
        return _("No plan: nothing is promised.")
    about = {
        "plan": clock.plan,
        "priority": Priority(clock.priority).label,
        "revision": clock.plan_revision or clock.plan.revision,
    }
    if _is_plan_edited(clock):
        plan = _("%(plan)s (revision %(revision)d, edited since) at priority %(priority)s.") % about
    else:
        plan = _("%(plan)s (revision %(revision)d) at priority %(priority)s.") % about
    return f"{plan} {_hours_in_words(clock)}"


def _is_plan_edited(clock: Clock) -> bool:
    return clock.plan is not None and clock.plan_revision not in (None, clock.plan.revision)


def _are_hours_edited(clock: Clock) -> bool:
    return clock.hours is not None and clock.hours_revision not in (None, clock.hours.revision)


def _adds_up(target: Target, way: Iterable[Passage]) -> bool:
    """Whether these pieces count what was promised, or all of it but the time left."""
    counted = sum((passage.length for passage in way if passage.kind is Kind.COUNTED), timedelta(0))
    if target.due_at is not None:
        return counted == target.duration
    if target.time_left is not None:
        return counted + target.time_left == target.duration
    return counted < target.duration


def _start(target: Target) -> Step:
    about = {
        "duration": exact_duration(target.duration),
        "moment": full_moment(target.started_at),
        "event": STARTS[TargetKind(target.kind)],
    }
    words = _("Promised within %(duration)s, counted from %(moment)s: %(event)s.") % about
    return Step(Tone.PROMISE, words)


def _hours_in_words(clock: Clock) -> str:
    """In which hours time counts; of hours edited since only the name is still sure."""
    hours = clock.hours
    if hours is None:
        return _("Time counts around the clock.")
    about = {"hours": hours, "zone": hours.zone, "revision": clock.hours_revision or hours.revision}
    if _are_hours_edited(clock):
        return _("Time counts in %(hours)s (revision %(revision)d, edited since).") % about
    return _("Time counts in %(hours)s, on the clocks of %(zone)s (revision %(revision)d).") % about


def _told(passage: Passage, stops: Iterable[Stop]) -> Step:
    kind, since, until, holiday = passage
    if kind is Kind.COUNTED:
        return Step(Tone.COUNTED, _("Open"), since, until, passage.length)
    if kind is Kind.HOLIDAY:
        return Step(Tone.NOT_COUNTED, _("Closed: %s") % holiday, since, until)
    if kind is Kind.CLOSED:
        return Step(Tone.NOT_COUNTED, _("Closed"), since, until)
    causes = [
        str(stop.get_cause_display())
        for stop in stops
        if stop.since < until and (stop.until is None or stop.until > since)
    ]
    return Step(Tone.NOT_COUNTED, _("Stopped: %s") % ", ".join(dict.fromkeys(causes)), since, until)


def _folded(steps: list[Step]) -> list[Step]:
    """Neighbours that say the same are one; what is too long to read is told by its ends."""
    joined = [_joined(list(run)) for _words, run in groupby(steps, key=lambda step: step.words)]
    if len(joined) <= MOST_PIECES:
        return joined
    half = MOST_PIECES // 2
    middle = joined[half:-half]
    counted = sum((step.counted for step in middle if step.counted), timedelta(0))
    openings = sum(1 for step in middle if step.counted)
    words = ngettext("Open %d time in between", "Open %d times in between", openings) % openings
    fold = Step(Tone.COUNTED, words, middle[0].since, middle[-1].until, counted)
    return [*joined[:half], fold, *joined[-half:]]


def _joined(run: list[Step]) -> Step:
    first, last = run[0], run[-1]
    counted = sum((step.counted for step in run if step.counted), timedelta(0)) if first.counted else None
    return Step(first.tone, first.words, first.since, last.until, counted)


def _end(target: Target) -> Iterator[Step]:
    if target.stopped_at is not None and target.time_left is not None and target.breached_at is None:
        left = {"moment": full_moment(target.stopped_at), "left": exact_duration(target.time_left)}
        yield Step(Tone.DUE, _("Stopped since %(moment)s with %(left)s left; due when it runs again.") % left)
    elif target.due_at is not None:
        yield Step(Tone.DUE, _("Due %s.") % full_moment(target.due_at))
    elif target.is_running:
        yield Step(Tone.DUE, _("These hours do not hold it within two years: it has no due moment."))
    if target.met_at is not None:
        yield Step(Tone.OUTCOME, _("Met %s.") % full_moment(target.met_at))
    if target.breached_at is not None and target.breach_cause is not None:
        is_by_time = target.breach_cause == Target.BreachCause.TIME
        words = _("Breached") if is_by_time else Target.BreachCause(target.breach_cause).label
        yield Step(Tone.OUTCOME, f"{words}.")


def _by_hand(clock: Clock) -> list[Explanation]:
    if clock.manual_due_at is None:
        return []
    words = _("Due %s. It stands in for the resolution by the plan, and no stop moves it.")
    return [Explanation(_("Due, set by hand"), [Step(Tone.DUE, words % full_moment(clock.manual_due_at))])]
