"""Files of a ticket, for the people on it (SECURITY.md 6)."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tickets.center.visit import Visit, on_ticket
from tickets.files.deliver import as_download, as_picture
from tickets.models import Attachment
from tickets.vocabulary import PUBLIC_KINDS


@on_ticket
@require_safe
def download(request: HttpRequest, visit: Visit, token: UUID) -> HttpResponseBase:
    return as_download(_file_of(visit, token))


@on_ticket
@require_safe
def picture(request: HttpRequest, visit: Visit, token: UUID) -> FileResponse:
    return as_picture(_file_of(visit, token))


def _file_of(visit: Visit, token: UUID) -> Attachment:
    """A file of what this reader sees of the thread: bound, of this ticket or of one merged into it,
    and of no note."""
    shown = Attachment.objects.filter(entry__ticket__in=visit.keys, entry__kind__in=PUBLIC_KINDS)
    return get_object_or_404(shown.select_related("file"), token=token)
