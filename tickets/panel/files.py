"""Files of a ticket, for agents who see it (SECURITY.md 6)."""

from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from agents.gate import AgentRequest, agent_required
from tickets.access import visible_to
from tickets.files.deliver import as_download, as_picture
from tickets.merges import merged_keys
from tickets.models import Attachment


@agent_required
@require_safe
def download(request: AgentRequest, number: str, token: UUID) -> HttpResponseBase:
    return as_download(_file_of(request, number, token))


@agent_required
@require_safe
def picture(request: AgentRequest, number: str, token: UUID) -> FileResponse:
    return as_picture(_file_of(request, number, token))


def _file_of(request: AgentRequest, number: str, token: UUID) -> Attachment:
    """A file that is bound to an entry of this very ticket, or of one that was merged into it."""
    ticket = get_object_or_404(visible_to(request.agent), number=number)
    shown = Attachment.objects.filter(entry__ticket__in=[ticket.pk, *merged_keys(ticket)])
    return get_object_or_404(shown.select_related("file"), token=token)
