"""A requester's ticket, and what he or she can do with it: write, call it solved, say that it isn't."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents.errors import OperationRefused
from agents.network import network_address
from helpdesk.ui.taken import remember_taken
from tickets.center.opened import remember
from tickets.center.page import ticket_page
from tickets.center.visit import Visit, on_ticket
from tickets.files.intake import refused_files
from tickets.forms.receive import ReceiveForm
from tickets.merges import last_parent
from tickets.models import Entry
from tickets.operations.access_links import use_link
from tickets.operations.close import close_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.vocabulary import Source, State


@on_ticket
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page; a POST is a message, and with `then=close` it says that all is well."""
    if request.method != "POST":
        return render(request, "center/ticket.html", ticket_page(visit, ReceiveForm()))
    form = ReceiveForm(request.POST, request.FILES, refused_files=refused_files(request))
    entry = _receive(request, visit, form)
    if entry is None:
        return render(request, "center/ticket.html", ticket_page(visit, form), status=422)
    remember_taken(request, form.submission_id)
    if visit.link is not None:
        use_link(visit.link)
    if entry.ticket_id not in (visit.ticket.pk, last_parent(visit.ticket).pk):
        remember(request, entry.ticket, visit.requester.address)
        return redirect("center:opened", number=entry.ticket.number)
    if entry.ticket.state == State.CLOSED:
        _say_closed(request, visit)
    else:
        messages.success(request, _("We have your message."))
    return redirect("center:ticket", number=visit.ticket.number)


@on_ticket
@require_POST
def close(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Solved, as far as the requester sees."""
    return _do(request, visit, close_ticket, _say_closed)


@on_ticket
@require_POST
def reopen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not solved after all."""
    return _do(request, visit, reopen_ticket, _say_open)


def _say_closed(request: HttpRequest, visit: Visit) -> None:
    """With the way back beside it, for who meant the other button."""
    way_back = reverse("center:reopen", args=[visit.ticket.number])
    messages.success(request, _("Closed. Thank you for telling us."), extra_tags=way_back)


def _say_open(request: HttpRequest, _visit: Visit) -> None:
    messages.success(request, _("Open again. Tell us below what is still wrong."))


def _receive(request: HttpRequest, visit: Visit, form: ReceiveForm) -> Entry | None:
    """Take the message, or say in the form why not; files that came with a refused form are kept."""
    uploads = form.keep_uploads()
    if not form.is_valid():
        return None
    try:
        entry = receive_message(
            visit.ticket,
            form.cleaned_data["message"],
            by=visit.requester,
            source=Source.WEB,
            uploads=uploads,
            closes=request.POST.get("then") == "close",
            remote_address=network_address(request),
            submission=form.submission_id,
        )
    except OperationRefused as refused:
        form.add_error(None, str(refused))
        return None
    if entry.body_html == form.cleaned_data["message"].html and entry.requester_id == visit.requester.pk:
        return entry
    form.become_another()
    form.add_error(None, _("You sent this form before. If what it says now is something new, send it again."))
    return None


def _do(
    request: HttpRequest,
    visit: Visit,
    act: Callable[..., None],
    say: Callable[[HttpRequest, Visit], None],
) -> HttpResponse:
    try:
        act(visit.ticket, by=visit.requester)
    except OperationRefused as refused:
        messages.error(request, str(refused))
    else:
        say(request, visit)
        if visit.link is not None:
            use_link(visit.link)
    return redirect("center:ticket", number=visit.ticket.number)
