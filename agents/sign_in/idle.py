"""An agent who walked away is signed out, where the setting says after how long."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from agents.gate import agent_behind
from agents.sign_in.signed_out import ask_to_sign_in
from sla.moment import now

SEEN_AT = "agent_seen_at"
PRECISION = 60
"""Seconds: the session is written once a minute, not with every request."""


class IdleMiddleware:
    """Ends the session of an agent of whom nothing was seen for AGENT_IDLE_MINUTES (0: never).

    What a page fetches by itself is no sign of life: htmx's GETs don't count.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.AGENT_IDLE_MINUTES or agent_behind(request) is None:
            return self.get_response(request)
        present = now().timestamp()
        seen_at = request.session.get(SEEN_AT, present)
        if present - seen_at > timedelta(minutes=settings.AGENT_IDLE_MINUTES).total_seconds():
            logout(request)
            messages.info(request, _("You were signed out, since nothing was seen of you for a while."))
            back = request.get_full_path() if request.method == "GET" else settings.AGENT_LOGIN_REDIRECT_URL
            return ask_to_sign_in(request, back=back)
        is_sign_of_life = request.method != "GET" or "HX-Request" not in request.headers
        if SEEN_AT not in request.session or (is_sign_of_life and present - seen_at >= PRECISION):
            request.session[SEEN_AT] = present
        return self.get_response(request)
