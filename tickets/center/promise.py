"""What was promised, in the words of those it was promised to: by when they hear, by when it is solved."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.ui.words import full_moment, promised_moment
from tickets.models import HelpTopic, Ticket
from tickets.promises import promise_of


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
