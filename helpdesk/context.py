"""What every template may count on: the desk, the present moment, and whether a dialog asks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sla.moment import now
from tickets.models import Desk


def common(request: HttpRequest) -> dict[str, Any]:
    """`desk`, read when a page names it; `now`, agreeing with the clocks; `in_dialog`, for the verbs."""
    return {
        "desk": SimpleLazyObject(Desk.load),
        "now": now(),
        "in_dialog": request.headers.get("HX-Target") == "dialog",
    }
