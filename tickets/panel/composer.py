"""The composer below the thread: a reply or an internal note, and what stands around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.gate import AgentRequest
from agents.models import Agent
from tickets.access import may
from tickets.forms.change_status import may_move
from tickets.forms.note import NoteForm
from tickets.forms.reply import ReplyForm
from tickets.models import Ticket
from tickets.operations.claim import claims_by_replying
from tickets.panel.addresses import verb_address
from tickets.panel.held import Held, mark_shown
from tickets.panel.reading import Reading
from tickets.text.plain import html_of
from tickets.vocabulary import SET_ASIDE, State

REPLY: Final = "reply"
NOTE: Final = "note"


@dataclass(frozen=True, slots=True)
class Composer:
    """What panel/_composer.html draws; `kind` says which of the two forms is shown."""

    kind: str
    reply: ReplyForm | None
    note: NoteForm | None
    reply_url: str
    note_url: str
    recipients: SafeString
    broadcast: str
    claims: bool
    canned: list[dict[str, Any]]
    held: Held | None


def composer_of(
    reading: Reading,
    request: AgentRequest,
    *,
    kind: str = "",
    reply: ReplyForm | None = None,
    note: NoteForm | None = None,
    held: Held | None = None,
) -> Composer | None:
    """The composer with new forms, or with those that came back; None where nothing can be written.

    What was written before the ticket was set aside comes back even there: it is not lost.
    """
    ticket, agent = reading.ticket, request.agent
    if ticket.state in SET_ASIDE and reply is None and note is None:
        return None
    if may(agent, "ticket.reply", ticket):
        reply = reply or _new_reply(reading, request)
    if may(agent, "ticket.note", ticket):
        note = note or NoteForm()
    if reply is None and note is None:
        return None
    is_note = note is not None and kind == NOTE
    return Composer(
        kind=NOTE if is_note or reply is None else REPLY,
        reply=reply,
        note=note,
        reply_url=verb_address(REPLY, ticket, request) if reply else "",
        note_url=verb_address(NOTE, ticket, request) if note else "",
        recipients=recipients_of(ticket),
        broadcast=_broadcast(ticket),
        claims=claims_by_replying(ticket, agent),
        canned=list(_canned(reading, request)),
        held=held,
    )


def reply_form(reading: Reading, agent: Agent, *sent: Any, **given: Any) -> ReplyForm:
    """The form for a reply to this ticket, with what was `sent` (data, files) and `given` beforehand."""
    ticket = reading.ticket
    return ReplyForm(
        *sent,
        people=[(str(key), _with_address(name, address)) for key, name, address in _people(ticket)],
        statuses=[
            status
            for status in reading.statuses
            if status.pk != ticket.status_id and may_move(agent, ticket, status)
        ],
        keep=_keep(ticket),
        reports=_reports(ticket) if may(agent, "ticket.broadcast", ticket) else 0,
        **given,
    )


def recipients_of(ticket: Ticket) -> SafeString:
    """ "James james@example.com, cc Martin Hale martin@example.com": whom a reply reaches."""
    first, *others = [
        format_html('<span data-recipient="{}"><b>{}</b> {}</span>', *person) for person in _people(ticket)
    ]
    if not others:
        return first
    return format_html(
        "{}, {} {}", first, _("cc"), format_html_join(", ", "{}", ((each,) for each in others))
    )


def _new_reply(reading: Reading, request: AgentRequest) -> ReplyForm:
    """A fresh form; an address that names a canned response begins it with its text."""
    title = request.GET.get("canned", "")
    text = next((canned.body for canned in reading.canned if canned.title == title), "")
    initial = {"message": text, "seen": mark_shown(reading)}
    return reply_form(reading, request.agent, initial=initial)


def _people(ticket: Any) -> list[tuple[int, str, str]]:
    """Key, name and address of the requester and then the collaborators, as reading.py has them."""
    collaborators = [
        (row["key"], row["name"], row["address"] or "")
        for row in ticket.people
        if row["key"] != ticket.requester_id
    ]
    address = next((row["address"] for row in ticket.addresses), "")
    return [(ticket.requester_id, ticket.requester.name, address), *collaborators]


def _with_address(name: str, address: str) -> str:
    return f"{name}, {address}" if address else _("%s, without an address") % name


def _keep(ticket: Ticket) -> str:
    if ticket.state == State.OPEN:
        return _("Keep open")
    return _("Keep “%s”") % ticket.status


def _reports(ticket: Any) -> int:
    count: int = ticket.report_count
    return count


def _broadcast(ticket: Ticket) -> str:
    count = _reports(ticket)
    return (
        ngettext(
            "Send it to %d linked report as well, as one update",
            "Send it to %d linked reports as well, as one update",
            count,
        )
        % count
    )


def _canned(reading: Reading, request: HttpRequest) -> Iterable[dict[str, Any]]:
    for canned in reading.canned:
        yield {
            "title": canned.title,
            "body": html_of(canned.body),
            "url": verb_address(REPLY, reading.ticket, request, canned=canned.title) + "#composer",
        }
