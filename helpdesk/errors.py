"""What people read when something cannot be had: in our own words, never a bare page."""

import logging
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import defaults
from psycopg.errors import LockNotAvailable, QueryCanceled

from helpdesk.limits import TOO_MUCH, too_much
from helpdesk.ui.typed import typed_in

logger: Final = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400: the request makes no sense; 413 where it only brought too much."""
    if isinstance(exception, TOO_MUCH):
        return too_much(exception)
    return defaults.bad_request(request, exception, template_name="errors/400.html")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """403: visible, but not allowed; the exception names what is missing."""
    return defaults.permission_denied(request, exception, template_name="errors/403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404: does not exist, or not for this reader."""
    return defaults.page_not_found(request, exception, template_name="errors/404.html")


def server_error(request: HttpRequest) -> HttpResponseBase:
    """500: our fault; drawn without database, session or anything else that may be the cause."""
    return defaults.server_error(request, template_name="errors/500.html")


class ImpatientDatabase:
    """Answers with a sentence and 503 where PostgreSQL gave up a query (SECURITY.md 14)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception.__cause__, (QueryCanceled, LockNotAvailable)):
            return None
        logger.warning("A query took too long: %s", request.path, exc_info=exception)
        response = render(request, "errors/503.html", status=503)
        response["Retry-After"] = "10"  # seconds
        return response


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """403 for a form that grew stale or came from elsewhere: offers to send again what was typed."""
    return render(request, "errors/stale_form.html", {"typed": typed_in(request)}, status=403)
