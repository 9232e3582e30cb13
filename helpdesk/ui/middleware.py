"""Lets views answer a dialog as they answer a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.utils.cache import patch_vary_headers


class DialogRedirects:
    """Turns a redirect into one that the whole page follows when htmx asked: a view just redirects.

    The browser would otherwise follow it silently and put the next page into the dialog. Pages that differ
    for a dialog say so to caches.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if isinstance(response, HttpResponseRedirectBase) and request.headers.get("HX-Request") == "true":
            answer = HttpResponse(status=204, headers={"HX-Redirect": response.url})
            answer.cookies = response.cookies
            patch_vary_headers(answer, ["HX-Request", "HX-Target"])
            return answer
        return response
