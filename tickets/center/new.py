"""Open a ticket, with or without an account."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents.errors import OperationRefused
from agents.models import User
from agents.network import network_address
from helpdesk.ui.taken import remember_taken
from tickets.center.home import promises
from tickets.center.limits import network_of, tickets_per_address, tickets_per_network, uploads_per_network
from tickets.center.opened import remember
from tickets.files.intake import refused_files
from tickets.forms.open import OpenForm
from tickets.forms.opening import already_became, began_with, with_contact
from tickets.models import Attachment, Desk, HelpTopic, Requester, Ticket
from tickets.operations.link_user import requester_of_user
from tickets.operations.open import open_ticket
from tickets.operations.register_requester import register_requester
from tickets.text.body import Body
from tickets.vocabulary import Source

LIMIT: Final = "limit"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_ticket(request: HttpRequest) -> HttpResponse:
    desk = Desk.load()
    form = _form(request)
    if form.is_bound:
        ticket = _send(request, form, desk)
        if ticket is not None:
            remember(request, ticket, form.cleaned_data.get("email", ""))
            remember_taken(request, form.submission_id)
            return redirect("center:opened", number=ticket.number)
    about = {"form": form, "desk": desk, "promises": _what_happens_next(), "hours": promises(desk)}
    return render(request, "center/open.html", about, status=_status(form))


def _form(request: HttpRequest) -> OpenForm:
    is_sent = request.method == "POST"
    return OpenForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        topics=HelpTopic.objects.public(),
        is_known=request.user.is_authenticated,
        refused_files=refused_files(request),
    )


def _send(request: HttpRequest, form: OpenForm, desk: Desk) -> Ticket | None:
    """Open the ticket, or say in the form why not; files that came with a refused form are kept."""
    if desk.closed_notice:
        form.add_error(None, desk.closed_notice)
    elif form.is_valid():
        _ask_limits(request, form)
    uploads = _keep(request, form)
    if not form.is_valid():
        return None
    try:
        ticket = _open(request, form, uploads)
    except OperationRefused as refused:
        form.add_error(None, str(refused))
        return None
    if began_with(ticket, form.cleaned_data["subject"], _body(form, ticket.requester)):
        return ticket
    form.become_another()
    form.add_error(None, already_became(ticket))
    return None


@transaction.atomic
def _open(request: HttpRequest, form: OpenForm, uploads: list[Attachment]) -> Ticket:
    given = form.cleaned_data
    if isinstance(request.user, User):
        requester = requester_of_user(request.user)
    else:
        requester = register_requester(given["email"], name=given["name"], phone=given["phone"])
    return open_ticket(
        requester=requester,
        subject=given["subject"],
        body=_body(form, requester),
        source=Source.WEB,
        by=requester,
        topic=given.get("topic"),
        uploads=uploads,
        remote_address=network_address(request),
        submission=form.submission_id,
    )


def _body(form: OpenForm, requester: Requester) -> Body:
    given = form.cleaned_data
    return with_contact(given["message"], requester, name=given.get("name", ""), phone=given.get("phone", ""))


def _ask_limits(request: HttpRequest, form: OpenForm) -> None:
    """Who is signed in has proven who it is and is not counted."""
    if request.user.is_authenticated:
        return
    within = tickets_per_network().takes(network_of(request))
    if within and tickets_per_address().takes(form.cleaned_data["email"]):
        return
    sentence = _(
        "There have been many new tickets from here within the last hour. Sign in to send this one, or send"
        " it a little later. Nothing you wrote is lost as long as this page stays open."
    )
    form.add_error(None, ValidationError(sentence, code=LIMIT))


def _keep(request: HttpRequest, form: OpenForm) -> list[Attachment]:
    """Keep the files of everybody whose ticket opens now, and of others only so many."""
    arrived = len(request.FILES.getlist("attachments"))
    if form.is_valid() or request.user.is_authenticated or not arrived:
        return form.keep_uploads()
    if uploads_per_network().takes(network_of(request), arrived):
        return form.keep_uploads()
    return []


def _what_happens_next() -> list[tuple[str, str]]:
    return [
        (_("At once"), _("you get a number, and you read by when you hear from us.")),
        (_("In your mailbox"), _("there is a link that opens your ticket, without an account.")),
        (_("A person"), _("reads it, answers you, and stays with it until it is solved.")),
    ]


def _status(form: OpenForm) -> int:
    if not form.is_bound:
        return 200
    return 429 if form.has_error(NON_FIELD_ERRORS, LIMIT) else 422
