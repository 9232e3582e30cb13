"""What was promised, in the words of those it was promised to: by when they hear, by when it is solved."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.ui.words import full_moment, promised_moment
from sla.models import Target
from sla.target_kind import TargetKind
from tickets.models import HelpTopic, Ticket

WE_WRITE = (TargetKind.FIRST_RESPONSE, TargetKind.NEXT_RESPONSE, TargetKind.UPDATE)


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


def what_happens_next(ticket: Ticket, now: datetime) -> list[tuple[str, str]]:
    """After opening: when, and what."""
    promise = promise_of(ticket)
    steps: list[tuple[str, str]] = []
    if promise.heard_by is not None:
        steps.append((by(promise.heard_by, now), _("you will hear from us.")))
    else:
        steps.append((_("As soon as we can"), _("you will hear from us.")))
    if promise.solved_by is not None:
        solved = _("it should be solved. If it takes longer, we tell you why.")
        steps.append((by(promise.solved_by, now), solved))
    return steps


def sends_link(topic: HelpTopic | None) -> bool:
    """Whether opening a ticket of this topic mails its number and link by itself."""
    return topic is None or topic.sends_autoresponse


def by(moment: datetime, now: datetime) -> SafeString:
    """ "By 14:20 today", for the beginning of a line."""
    return format_html(_("By {moment}"), moment=spoken(moment, now))


def spoken(moment: datetime, now: datetime) -> SafeString:
    """ "14:20 today", with the whole of it, zone included, for whoever asks."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(),
        full_moment(moment),
        promised_moment(moment, now),
    )


def _earliest(targets: Iterable[Target], kinds: Collection[str]) -> datetime | None:
    due = [target.due_at for target in targets if target.kind in kinds and target.due_at is not None]
    return min(due, default=None)
