"""The parts of a page that stay true while it is open; fetched each minute, they are no sign of life."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from sla.models import Target
from tickets.access import visible_to
from tickets.panel.promise import strips_of
from tickets.panel.rail import frame


@agent_required
@require_safe
def rail(request: AgentRequest) -> HttpResponse:
    """The queues with their counts."""
    return render(request, "panel/_rail_queues.html", frame(request, queue=request.GET.get("queue", "")))


@agent_required
@require_safe
def promises(request: AgentRequest, number: str) -> HttpResponse:
    """The strip of a ticket's promises."""
    ticket = get_object_or_404(visible_to(request.agent).select_related("clock", "status"), number=number)
    targets = strips_of(ticket, Target.objects.filter(clock=ticket.clock_id))
    return render(request, "panel/_promises.html", {"targets": targets})
