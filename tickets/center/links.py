"""Links that were mailed: following one opens its ticket to this browser, revoking one ends that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agents.models import AuditRecord
from agents.network import network_address
from agents.operations.record_audit import record_audit
from tickets.center.grants import grant_by
from tickets.center.visit import Visit, links_of, on_ticket
from tickets.operations.access_links import find_link, revoke_link


@login_not_required
@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the link in this session and lead to the ticket's own address, which carries no secret.

    Nothing of the ticket, the link or the address changes: scanners in mail follow links too.
    """
    link = find_link(token)
    if link is None:
        response = HttpResponseRedirect(reverse("center:status") + "?link=dead")
    else:
        grant_by(link, request)
        record_audit(
            AuditRecord.Kind.LINK_USED,
            by=None,
            subject=f"#{link.ticket.number}",
            address=network_address(request),
            requester=link.requester.name,
        )
        response = HttpResponseRedirect(reverse("center:ticket", args=[link.ticket.number]))
    response["Referrer-Policy"] = "no-referrer"
    return response


@on_ticket
@require_POST
def revoke(request: HttpRequest, visit: Visit, key: int) -> HttpResponse:
    """End a link for ever, wherever it was forwarded to; whoever came by it is out at once."""
    link = get_object_or_404(links_of(visit), pk=key)
    revoke_link(link, by=visit.requester, address=network_address(request))
    messages.success(request, _("That link no longer opens this ticket."))
    return redirect("center:ticket", number=visit.ticket.number)
