"""Saving what is searched for as a queue, and changing or giving up a saved one."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents.errors import OperationRefused
from agents.gate import AgentRequest, agent_required
from tickets.forms.save_queue import SaveQueueForm
from tickets.models import SavedQueue
from tickets.operations.save_queue import change_queue, delete_queue, may_change, save_queue
from tickets.panel.actions.base import FRAGMENTS
from tickets.panel.rail import frame


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: AgentRequest) -> HttpResponse:
    """Keep the words as a queue."""
    words = request.GET.get("words", "")
    form = SaveQueueForm(request.POST or None, initial={"words": words}, by=request.agent)
    saved: list[SavedQueue] = []

    def keep() -> None:
        given = form.cleaned_data
        saved.append(save_queue(given["name"], given["words"], team=given.get("team"), by=request.agent))

    if _is_done(form, keep):
        messages.success(request, _("Saved: you find it below the other queues."))
        return redirect("panel:queue", slug=saved[0].slug)
    cancel_url = f"{reverse('panel:search')}?{urlencode({'q': words})}"
    return _sheet(request, form, title=_("Save as queue"), submit=_("Save"), cancel_url=cancel_url)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AgentRequest, slug: str) -> HttpResponse:
    """Give a saved queue another name, other words or other people."""
    row = _changeable(request, slug)
    given = {"name": row.name, "words": row.words, "team": row.team}
    form = SaveQueueForm(request.POST or None, initial=given, by=request.agent, shared_with=row.team)

    def change() -> None:
        data = form.cleaned_data
        change_queue(row, name=data["name"], words=data["words"], team=data.get("team"), by=request.agent)

    if _is_done(form, change):
        messages.success(request, _("Changed."))
        return redirect("panel:queue", slug=slug)
    delete_url = reverse("panel:delete_queue", args=[slug])
    return _sheet(request, form, title=_("Edit queue"), submit=_("Save"), slug=slug, delete_url=delete_url)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: AgentRequest, slug: str) -> HttpResponse:
    """Give a saved queue up, when that is confirmed."""
    row = _changeable(request, slug)
    if request.method == "POST":
        delete_queue(row, by=request.agent)
        messages.success(request, _("The queue “%s” is gone; its tickets are where they were.") % row.name)
        return redirect("panel:home")
    lead = _("Its tickets stay as they are.")
    if row.team is not None:
        lead = _("It goes for everybody in %s. Its tickets stay as they are.") % row.team
    return _sheet(
        request,
        None,
        title=_("Delete “%s”") % row.name,
        lead=lead,
        submit=_("Delete queue"),
        is_danger=True,
        slug=slug,
    )


def _changeable(request: AgentRequest, slug: str) -> SavedQueue:
    """The saved queue; 404 where the agent has none like it, 403 where it is somebody else's to change."""
    row = get_object_or_404(SavedQueue.objects.of(request.agent).select_related("team"), slug=slug)
    if not may_change(row, request.agent):
        raise PermissionDenied(_("This queue belongs to somebody else."))
    return row


def _is_done(form: SaveQueueForm, do: Callable[[], None]) -> bool:
    """Whether the form was sent, made sense and was not refused; else it says why."""
    if not form.is_valid():
        return False
    try:
        do()
    except OperationRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _sheet(
    request: AgentRequest,
    form: SaveQueueForm | None,
    *,
    title: str | Promise,
    submit: str | Promise,
    slug: str = "",
    cancel_url: str = "",
    **about: object,
) -> HttpResponse:
    is_fragment = request.headers.get("HX-Target") in FRAGMENTS
    context = {
        "title": title,
        "form": form,
        "submit": submit,
        "cancel_url": cancel_url or reverse("panel:queue", args=[slug]),
        "in_dialog": is_fragment,
        **about,
    }
    if not is_fragment:
        context |= frame(request, queue=slug)
    status = 422 if form is not None and form.errors else 200
    return render(request, "panel/saved_queue.html", context, status=status)
