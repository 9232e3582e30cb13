"""A new ticket on behalf of somebody who called or came by."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents.errors import OperationRefused
from agents.gate import AgentRequest, agent_required
from agents.models import Agent, Department
from helpdesk.ui.taken import remember_taken
from tickets.access import may_in, sees, visible_to
from tickets.files.intake import refused_files
from tickets.forms.open_on_behalf import OpenOnBehalfForm
from tickets.forms.opening import already_became, began_with, with_contact
from tickets.models import Attachment, Requester, Ticket
from tickets.operations.open import open_ticket
from tickets.operations.register_requester import register_requester
from tickets.panel.rail import frame
from tickets.text.body import Body
from tickets.vocabulary import Origin

SHOWN_OPEN = 3


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_ticket(request: AgentRequest) -> HttpResponse:
    """The form; sent with `look` it only shows who is known by the address and what the topic brings."""
    form = _form(request)
    if form.is_bound:
        uploads = form.keep_uploads()
        if "look" in request.POST:
            form.errors.clear()
        elif ticket := _open(form, uploads, by=request.agent):
            remember_taken(request, form.submission_id)
            messages.success(request, _("Ticket #%s is open.") % ticket.number)
            is_seen = sees(request.agent, ticket)
            return redirect(reverse("panel:ticket", args=[ticket.number]) if is_seen else "panel:home")
    topic = form.cleaned_data.get("topic") if form.is_bound else None
    about = {
        "form": form,
        "person": _person(form, request.agent),
        "guidance": topic.guidance if topic else "",
        "route": _route(form),
    }
    status = 422 if form.errors else 200
    return render(request, "panel/new_ticket.html", frame(request, place="new") | about, status=status)


def _form(request: AgentRequest) -> OpenOnBehalfForm:
    departments = [row for row in Department.objects.active() if may_in(request.agent, "ticket.open", row)]
    if not departments:
        raise PermissionDenied(_("Your role doesn't let you open tickets on behalf of requesters."))
    is_sent = request.method == "POST"
    return OpenOnBehalfForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        by=request.agent,
        departments=departments,
        initial=request.GET.dict(),
        refused_files=refused_files(request),
    )


def _open(form: OpenOnBehalfForm, uploads: list[Attachment], *, by: Agent) -> Ticket | None:
    """Open the ticket, or say in the form why not; files that came with a refused form are kept."""
    if not form.is_valid():
        return None
    try:
        ticket, body = _register_and_open(form, uploads, by)
    except OperationRefused as refused:
        form.add_error(None, str(refused))
        return None
    if began_with(ticket, form.cleaned_data["subject"], body):
        return ticket
    form.become_another()
    form.add_error(None, already_became(ticket))
    return None


@transaction.atomic
def _register_and_open(form: OpenOnBehalfForm, uploads: list[Attachment], by: Agent) -> tuple[Ticket, Body]:
    given = form.cleaned_data
    contact = {"name": given["name"], "phone": given["phone"]}
    requester = register_requester(given["email"], **contact)
    body = with_contact(given["message"], requester, **contact)
    ticket = open_ticket(
        requester=requester,
        subject=given["subject"],
        body=body,
        source=given["source"],
        by=by,
        topic=given["topic"],
        chosen=form.chosen,
        uploads=uploads,
        submission=form.mark,
    )
    return ticket, body


def _person(form: OpenOnBehalfForm, agent: Agent) -> dict[str, Any] | None:
    """Who calls, and what he or she has open already: perhaps it is about that."""
    requester = form.person
    if requester is None:
        return None
    return {
        "name": requester.name,
        "organization": requester.organization,
        "phone": requester.phone,
        "emails": [row.address for row in requester.addresses.all()],
        "notes": requester.notes,
        "open": _open_tickets(requester, agent),
    }


def _open_tickets(requester: Requester, agent: Agent) -> list[dict[str, str]]:
    found = visible_to(agent).workable().filter(requester=requester).order_by("-last_activity_at", "-pk")
    return [
        {"label": str(ticket), "url": reverse("panel:ticket", args=[ticket.number])}
        for ticket in found[:SHOWN_OPEN]
    ]


def _route(form: OpenOnBehalfForm) -> list[dict[str, Any]]:
    """Where the ticket goes, what it promises, and why; nothing before there is anything to go by."""
    if not form.is_bound or not any(form.cleaned_data.get(name) for name in ("topic", "department")):
        return []
    try:
        route = form.route()
    except OperationRefused:
        return []
    values = {
        "department": (_("Department"), route.department),
        "plan": (_("SLA plan"), route.plan or _("None")),
        "priority": (_("Priority"), route.priority.label),
        "team": (_("Team"), route.team),
        "assignee": (_("Assignee"), route.assignee or _("Nobody")),
    }
    return [
        {"label": label, "value": value, "why": _why(route.origins.get(name))}
        for name, (label, value) in values.items()
        if value
    ]


def _why(origin: str | None) -> str:
    return str(Origin(origin).label) if origin and origin != Origin.DESK else ""
