"""What people read when something cannot be had: in our own words, never a bare page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import defaults


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400: the request makes no sense."""
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


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """403 for a form that grew stale or came from elsewhere: says how to send it again."""
    return render(request, "errors/stale_form.html", status=403)
