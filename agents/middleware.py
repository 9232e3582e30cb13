"""What every request knows about people."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from agents.models import Agent
from agents.sign_in.second_factor import has_second_factor, lead_to_set_up


class AgentMiddleware:
    """Gives every request its `agent`: the active agent who is signed in, or None.

    Visitors cost nothing, others one query, agents three: their rights come along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.agent = Agent.objects.for_request(request.user)  # type: ignore[attr-defined]
        return self.get_response(request)


class TimeZoneMiddleware:
    """Lets a signed-in reader see and choose moments in his or her own zone, everybody else in the desk's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with timezone.override(_zone_of(getattr(request.user, "time_zone", ""))):
            return self.get_response(request)


def _zone_of(name: str) -> ZoneInfo | None:
    """The zone of this name; None for the desk's, also for a zone that the machine no longer knows."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


class SecondFactorMiddleware:
    """Keeps administrators out of Django admin until they have a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        if not settings.REQUIRE_ADMIN_MFA or match is None or "admin" not in match.namespaces:
            return None
        if match.url_name in ("login", "logout") or not request.user.is_staff:
            return None
        return None if has_second_factor(request.user) else lead_to_set_up(request)
