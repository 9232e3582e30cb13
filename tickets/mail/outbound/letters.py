"""What each kind of letter says: the facts its template needs, and its subject."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agents.models import Department
from agents.sign_in.links import site_link
from helpdesk.ui.words import full_moment
from sla.priority import Priority
from tickets.models import Attachment, Delivery, Desk, Entry, Event, Ticket
from tickets.notifications.wording import describe
from tickets.notifications.wording.for_requesters import news_of
from tickets.promises import promise_of
from tickets.text.subject import subject_of
from tickets.vocabulary import EntryKind

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter before it is put into an envelope."""

    subject: str
    facts: Facts
    files: list[Attachment] = field(default_factory=list)


def write(delivery: Delivery, token: str, desk: Desk) -> WrittenLetter:
    """The letter of a delivery, in the language under way. `token` opens the ticket for a requester."""
    happened = list(
        Event.objects.filter(act=delivery.act, ticket=delivery.ticket_id)
        .select_related("agent__user", "requester")
        .order_by("pk")
    )
    for event in happened:
        event.ticket = delivery.ticket
    facts, files = _FACTS[delivery.letter](delivery, happened)
    common = {
        "desk": desk,
        "ticket": delivery.ticket,
        "entry": None,
        "link": _link(delivery, token),
    }
    return WrittenLetter(_subject(delivery, desk), {**common, **facts}, files)


def _is_vouched(delivery: Delivery) -> bool:
    """Whether one of us opened or answered the ticket, so that its words are not a stranger's alone.

    Whoever submits a ticket can type any address. Until one of us has vouched for it, letters repeat nothing
    of it, or the desk would carry spam (SECURITY.md 1); the autoresponse never does for what others opened.
    """
    ticket = delivery.ticket
    if ticket.events.filter(kind=Event.Kind.OPENED, agent__isnull=False).exists():
        return True
    is_answer_to_anybody = delivery.letter == Delivery.Letter.AUTORESPONSE
    return not is_answer_to_anybody and ticket.entries.filter(kind=EntryKind.RESPONSE).exists()


def _subject(delivery: Delivery, desk: Desk) -> str:
    """The same for every letter of a ticket, as far as it can be: mail programs thread by it too."""
    ticket = delivery.ticket
    if delivery.agent_id is not None or _is_vouched(delivery):
        words = ticket.subject
    else:
        words = _("Your ticket at %(desk)s") % {"desk": desk}
    return subject_of(f"[#{ticket.number}] {words}")


def _link(delivery: Delivery, token: str) -> str:
    if delivery.agent_id is not None:
        return site_link(reverse("panel:ticket", args=[delivery.ticket.number]))
    return site_link(reverse("center:link", args=[token]))


def _response(delivery: Delivery, happened: list[Event]) -> tuple[Facts, list[Attachment]]:
    """What an agent wrote, and in the same letter that it is solved."""
    entry = delivery.entry
    files = list(entry.attachments.select_related("file")) if entry is not None else []
    fits = sum(attachment.file.size for attachment in files) <= settings.MAIL_ATTACHMENTS_MAX_TOTAL
    news = [sentence for event in happened for sentence in news_of(event)]
    facts = {
        "entry": entry,
        "signature": _signature(entry, delivery.ticket.department),
        "news": news,
        "is_resolved": any(event.kind == Event.Kind.RESOLVED for event in happened),
        "files_on_page": [] if fits else files,
    }
    return facts, files if fits else []


def _autoresponse(delivery: Delivery, happened: list[Event]) -> tuple[Facts, list[Attachment]]:
    ticket = delivery.ticket
    opened = [event for event in happened if event.kind == Event.Kind.OPENED]
    promise = promise_of(ticket)
    facts = {
        "news": [sentence for event in opened for sentence in news_of(event)],
        "heard_by": full_moment(promise.heard_by) if promise.heard_by else "",
        "solved_by": full_moment(promise.solved_by) if promise.solved_by else "",
        "thank_you": ticket.topic.thank_you if ticket.topic is not None else "",
        "entry": delivery.entry if _is_vouched(delivery) else None,
    }
    return facts, []


def _notice(delivery: Delivery, happened: list[Event]) -> tuple[Facts, list[Attachment]]:
    """What changed; with a message that another one wrote."""
    news = [sentence for event in happened for sentence in news_of(event)]
    return {"news": news, "entry": delivery.entry}, []


def _access(delivery: Delivery, happened: list[Event]) -> tuple[Facts, list[Attachment]]:
    return {}, []


def _alert(delivery: Delivery, happened: list[Event]) -> tuple[Facts, list[Attachment]]:
    sentences = [
        describe(event, delivery.agent) for event in happened if not event.details.get("is_superseded")
    ]
    return {"sentences": sentences, "entry": delivery.entry, "standing": _standing(delivery.ticket)}, []


def _standing(ticket: Ticket) -> list[str]:
    """The ticket in one line: who asked, where it is, how urgent, who has it, due when."""
    holder = ticket.assignee or ticket.team
    return [
        ticket.requester.name,
        ticket.department.name,
        str(Priority(ticket.priority).label),
        ticket.status.name,
        str(holder) if holder else _("nobody has it"),
        *([_("due %s") % full_moment(ticket.next_due_at)] if ticket.next_due_at else []),
    ]


def _signature(entry: Entry | None, department: Department) -> str:
    """The agent's own, else the department's where requesters may know of it, else the name."""
    if entry is None or entry.agent is None:
        return ""
    of_department = department.signature if department.is_public else ""
    return entry.agent.signature.strip() or of_department.strip() or entry.agent.name


_FACTS: Final[dict[str, Callable[[Delivery, list[Event]], tuple[Facts, list[Attachment]]]]] = {
    Delivery.Letter.RESPONSE: _response,
    Delivery.Letter.AUTORESPONSE: _autoresponse,
    Delivery.Letter.NOTICE: _notice,
    Delivery.Letter.ACCESS: _access,
    Delivery.Letter.ALERT: _alert,
}
