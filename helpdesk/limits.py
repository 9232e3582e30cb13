"""How large a request may be before anything reads it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _


class RequestSizeMiddleware:
    """Turns away what announces more than REQUEST_MAX_SIZE bytes; without an announcement nothing is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.REQUEST_MAX_SIZE:
            return HttpResponse(_("That is too much at once."), status=413, content_type="text/plain")
        return self.get_response(request)
