"""The bell: what an agent was told, the newest first."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents.gate import AgentRequest, agent_required
from tickets.notifications.bell import bell_lines
from tickets.operations.read_bell import read_bell
from tickets.panel.rail import frame

SIZE = 25
LONGEST_KEY = 18  # digits that the database can hold


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: AgentRequest) -> HttpResponse:
    """A page of lines; sent, all of them are read."""
    address = reverse("panel:notifications")
    if request.method == "POST":
        read_bell(request.agent)
        return redirect(address)
    before = _key(request.GET.get("before", ""))
    lines = bell_lines(request.agent, before=before, size=SIZE + 1)
    if before and not lines:
        return redirect(address)
    context = frame(request, place="notifications") | {
        "lines": lines[:SIZE],
        "before": address if before else "",
        "after": f"{address}?before={lines[SIZE - 1].key}" if len(lines) > SIZE else "",
    }
    return render(request, "panel/notifications.html", context)


def _key(written: str) -> int | None:
    """The key of a line as it stands in an address; what makes no sense there gives the first page."""
    is_key = written.isascii() and written.isdigit() and len(written) <= LONGEST_KEY
    return int(written) if is_key else None
