"""The form behind the chips: everything a list can be narrowed by; it leads to the list."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from tickets.forms.narrow import NarrowForm
from tickets.panel.actions.base import FRAGMENTS
from tickets.panel.narrowing import narrowed
from tickets.panel.rail import frame


@agent_required
@require_safe
def narrow(request: AgentRequest) -> HttpResponse:
    """As a page and in a dialog; sent with `narrow`, it leads to the list with the words that were chosen."""
    shown = narrowed(request.agent, request.GET.get("queue", ""), request.GET)
    if shown is None:
        raise Http404
    is_sent = "narrow" in request.GET
    form = NarrowForm(request.GET if is_sent else None, query=shown.extra)
    if is_sent and form.is_valid():
        return redirect(shown.address(extra=form.narrowed()))
    is_fragment = request.headers.get("HX-Target") in FRAGMENTS
    context = {
        "title": _("Filter"),
        "form": form,
        "kept": {"queue": shown.base.slug, "q": str(shown.extra), "sort": shown.sort.slug},
        "cancel_url": shown.address(),
        "in_dialog": is_fragment,
    }
    if not is_fragment:
        context |= frame(request, queue=shown.base.slug)
    return render(request, "panel/filter.html", context)
