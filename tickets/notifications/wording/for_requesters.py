"""What a requester is told of an event: what it means for them, and nothing of how we work inside."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets.models import Desk, Event, HelpTopic
from tickets.models.help_topic import CLOSES_AFTER_DAYS
from tickets.vocabulary import State


def news_of(event: Event) -> list[str]:
    """Plain sentences, each a paragraph; none for what is no business of theirs."""
    tell = _NEWS.get(event.kind)
    return tell(event) if tell is not None else []


def _opened(event: Event) -> list[str]:
    if event.agent is not None:
        return [_("%(who)s opened a ticket for you.") % {"who": event.author_name}]
    return [_("We have your ticket.")]


def _received(event: Event) -> list[str]:
    return [_("%(who)s wrote:") % {"who": event.author_name}]


def _moved(event: Event) -> list[str]:
    department = event.ticket.department
    if event.kind == Event.Kind.TRANSFERRED and department.is_public and department.name == _after(event):
        return [_("Your ticket is now with %(department)s.") % {"department": department}]
    return [_("Another team now works on your ticket. You need to do nothing.")]


def _resolved(event: Event) -> list[str]:
    solved = _("We think this is solved.")
    if event.ticket.state != State.RESOLVED:  # it was taken up again before anybody was told
        return [solved]
    days = _closes_after(event.ticket.topic)
    return [
        solved,
        _("Is it? Open your ticket and say so; if it isn't, we go on."),
        ngettext(
            "If we hear nothing from you, it closes by itself in %(days)d day.",
            "If we hear nothing from you, it closes by itself in %(days)d days.",
            days,
        )
        % {"days": days},
    ]


def _closed(event: Event) -> list[str]:
    if event.requester is not None:
        first = _("%(who)s closed this ticket.") % {"who": event.author_name}
    elif event.agent is not None:
        first = _("Your ticket is closed.")
    else:
        first = _("We heard nothing more from you, so your ticket is closed.")
    days = _reopens_within(event.ticket.topic)
    return [
        first,
        ngettext(
            "If there is more to it, write on its page within %(days)d day and it opens again.",
            "If there is more to it, write on its page within %(days)d days and it opens again.",
            days,
        )
        % {"days": days},
    ]


def _reopened(event: Event) -> list[str]:
    if event.requester is not None:
        return [_("%(who)s opened this ticket again.") % {"who": event.author_name}]
    return [_("We opened your ticket again and go on working on it.")]


def _merged(event: Event) -> list[str]:
    number = {"number": event.details.get("number", "")}
    return [
        _("We joined this ticket with #%(number)s: it is about the same, and goes on there.") % number,
        _("Everybody on both tickets sees what is written. This number leads you there."),
    ]


def _unmerged(event: Event) -> list[str]:
    return [
        _("This ticket goes on by itself again, and no longer in #%(number)s.")
        % {"number": event.details.get("number", "")}
    ]


def _collaborator_added(event: Event) -> list[str]:
    if event.author is None:
        return [_("You were added to this ticket and get its replies.")]
    return [_("%(who)s added you to this ticket; you get its replies.") % {"who": event.author_name}]


_NEWS: Final[dict[str, Callable[[Event], list[str]]]] = {
    Event.Kind.OPENED: _opened,
    Event.Kind.RECEIVED: _received,
    Event.Kind.TRANSFERRED: _moved,
    Event.Kind.ESCALATED: _moved,
    Event.Kind.RESOLVED: _resolved,
    Event.Kind.CLOSED: _closed,
    Event.Kind.REOPENED: _reopened,
    Event.Kind.MERGED: _merged,
    Event.Kind.UNMERGED: _unmerged,
    Event.Kind.COLLABORATOR_ADDED: _collaborator_added,
}


def _after(event: Event) -> str:
    return event.details.get("after") or ""


def _closes_after(topic: HelpTopic | None) -> int:
    return topic.closes_after_days if topic is not None else CLOSES_AFTER_DAYS


def _reopens_within(topic: HelpTopic | None) -> int:
    if topic is not None and topic.reopen_within_days is not None:
        return topic.reopen_within_days
    return Desk.load().reopen_within_days
