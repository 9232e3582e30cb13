"""Why the promises of a ticket are due when they are: inside its page, or as a page of its own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from sla.explanation import basis_of, explain
from tickets.access import visible_to
from tickets.panel.addresses import ticket_address
from tickets.panel.rail import frame
from tickets.vocabulary import Origin


@agent_required
@require_safe
def explained(request: AgentRequest, number: str) -> HttpResponse:
    """Each promise step by step, in the agent's time zone."""
    tickets = visible_to(request.agent).select_related("clock__plan", "clock__hours")
    ticket = get_object_or_404(tickets, number=number)
    origin = ticket.origins.get("plan")
    steps = {
        "plan": ticket.clock.plan,
        "plan_origin": Origin(origin).label if origin else "",
        "basis": basis_of(ticket.clock),
        "explanations": explain(ticket.clock),
    }
    if "HX-Request" in request.headers:
        return render(request, "panel/_explained.html", steps)
    context = frame(request, queue=request.GET.get("queue", "")) | {
        "ticket": ticket,
        "title": _("Why #%s is due then") % ticket.number,
        **steps,
        "back_url": ticket_address(ticket, request),
    }
    return render(request, "panel/explained.html", context)
