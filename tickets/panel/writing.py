"""Sending what was written in the composer: a reply or an internal note."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents.errors import OperationRefused
from agents.gate import AgentRequest, agent_required
from agents.models import Agent
from helpdesk.ui.taken import remember_taken
from tickets.access import require
from tickets.files.intake import refused_files
from tickets.forms.note import NoteForm
from tickets.forms.reply import ReplyForm
from tickets.forms.uploads import SendingForm
from tickets.merges import merged_keys, thread_of
from tickets.models import Attachment, Entry, Ticket
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.entries import find_sent
from tickets.operations.lock import lock_as_it_is, lock_submission, lock_with_merged
from tickets.operations.note import note_on_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.panel.addresses import ticket_address
from tickets.panel.composer import NOTE, REPLY, composer_of, reply_form
from tickets.panel.held import is_outdated, mark_of, mark_shown, news_since
from tickets.panel.notices import tell_done
from tickets.panel.reading import read_ticket
from tickets.panel.ticket import render_ticket
from tickets.vocabulary import EntryKind


class HeldBack(Exception):
    """Something changed since the page was opened, so the reply was not sent."""


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: AgentRequest, number: str) -> HttpResponse:
    """Answer the people on the ticket, unless something came in between that its writer has not seen."""
    reading = read_ticket(request.agent, number)
    before = reading.ticket.state
    require(request.agent, "ticket.reply", reading.ticket)
    if request.method != "POST":
        return render_ticket(request, reading, composer_of(reading, request, kind=REPLY))
    form = reply_form(
        reading, request.agent, request.POST, request.FILES, refused_files=refused_files(request)
    )
    try:
        is_sent = _take(form, partial(_reply, reading.ticket, form, by=request.agent))
    except HeldBack:
        return _hold(request, number, form)
    if is_sent:
        remember_taken(request, form.submission_id)
        tell_done(request, _("Sent."), reading.ticket, before=before)
        return _to_the_end(request, reading.ticket)
    composer = composer_of(reading, request, kind=REPLY, reply=form)
    return render_ticket(request, reading, composer, status=422)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: AgentRequest, number: str) -> HttpResponse:
    """Write to the other agents; a note goes to nobody outside, so it is never held back."""
    reading = read_ticket(request.agent, number)
    require(request.agent, "ticket.note", reading.ticket)
    if request.method != "POST":
        return render_ticket(request, reading, composer_of(reading, request, kind=NOTE))
    form = NoteForm(request.POST, request.FILES, refused_files=refused_files(request))
    if _take(form, partial(_note, reading.ticket, form, by=request.agent)):
        remember_taken(request, form.submission_id)
        messages.success(request, _("Noted."))
        return _to_the_end(request, reading.ticket)
    composer = composer_of(reading, request, kind=NOTE, note=form)
    return render_ticket(request, reading, composer, status=422)


def _take(form: SendingForm, send: Callable[[list[Attachment]], Entry]) -> bool:
    """Send it, or say in the form why not; files that came with a refused form are kept."""
    uploads = form.keep_uploads()
    if not form.is_valid():
        return False
    try:
        entry = send(uploads)
    except OperationRefused as refused:
        form.add_error(None, str(refused))
        return False
    if entry.body_html == form.cleaned_data["message"].html:
        return True
    form.become_another()
    form.add_error(None, _("You sent this form before. If what it says now is something new, send it again."))
    return False


@transaction.atomic
def _reply(ticket: Ticket, form: ReplyForm, uploads: list[Attachment], *, by: Agent) -> Entry:
    """Reply under the ticket's lock, so that nothing comes in between looking and sending."""
    given = form.cleaned_data
    lock_submission(form.mark)
    if sent := find_sent(form.mark):
        return sent
    lock_with_merged(ticket, lock=lock_as_it_is)
    mark = mark_of(ticket, ticket.entries.public().count(), merged_keys(ticket))
    if is_outdated(given["seen"], mark):
        raise HeldBack
    about = {"by": by, "uploads": uploads, "then": given["status"], "submission": form.mark}
    if given.get("broadcast"):
        broadcast_reply(ticket, given["message"], **about)
        return ticket.entries.filter(kind=EntryKind.RESPONSE, agent=by).latest("created_at", "pk")
    return reply_to_ticket(ticket, given["message"], to=form.recipients(), **about)


def _note(ticket: Ticket, form: NoteForm, uploads: list[Attachment], *, by: Agent) -> Entry:
    body = form.cleaned_data["message"]
    return note_on_ticket(ticket, body, by=by, uploads=uploads, submission=form.mark)


def _hold(request: AgentRequest, number: str, form: ReplyForm) -> HttpResponse:
    """The page once more with what is new, above the untouched text; sent again from here it goes out."""
    reading = read_ticket(request.agent, number)
    held = news_since(form.cleaned_data["seen"], reading, request.agent)
    form.sent["seen"] = mark_shown(reading)
    composer = composer_of(reading, request, kind=REPLY, reply=form, held=held)
    return render_ticket(request, reading, composer, status=409)


def _to_the_end(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    return redirect(ticket_address(ticket, request, anchor=f"entry-{thread_of(ticket).count()}"))
