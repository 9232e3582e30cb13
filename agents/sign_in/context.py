"""What the pages of accounts show beside their forms."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def demo_sign_ins(request: HttpRequest) -> dict[str, Any]:
    """In demo mode the known sign-ins: a list of {email, who, password}; otherwise an empty list."""
    return {"demo_sign_ins": settings.DEMO_SIGN_INS if settings.DEMO else []}
