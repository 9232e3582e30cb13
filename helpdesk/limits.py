"""How much may come in one request, and what people read who sent more."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.ui.words import file_size

TOO_MUCH: Final = (TooManyFilesSent, TooManyFieldsSent, RequestDataTooBig)
"""What Django raises while it reads a form that is beyond its limits."""


class RequestSizeMiddleware:
    """Turns away what announces more than REQUEST_MAX_SIZE bytes; without an announcement nothing is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.REQUEST_MAX_SIZE:
            return too_much(None)
        return self.get_response(request)


def too_much(exception: Exception | None) -> HttpResponse:
    """413, with what was too much; None for the whole request.

    Drawn without the request: its form could not be read, and its session was not yet looked for.
    """
    page = render_to_string("errors/too_much.html", {"limit": _limit(exception)})
    return HttpResponse(page, status=413)


def _limit(exception: Exception | None) -> str:
    match exception:
        case TooManyFilesSent():
            most = settings.UPLOAD_MAX_FILES
            return (
                ngettext(
                    "These were too many files. At most %d goes with one message.",
                    "These were too many files. At most %d go with one message.",
                    most,
                )
                % most
            )
        case RequestDataTooBig():
            size = file_size(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
            return _("The text has more than %s. Put a long text into a file and attach it.") % size
        case TooManyFieldsSent():
            return _("The form had more than %d fields.") % settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    sizes = {"each": file_size(settings.UPLOAD_MAX_SIZE), "together": file_size(settings.UPLOAD_MAX_TOTAL)}
    return _("The files were too large. A file may have %(each)s, all together %(together)s.") % sizes
