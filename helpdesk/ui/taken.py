"""Which forms arrived: a browser that kept what was being written may forget it then, and not before."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest

TAKEN: Final = "taken_forms"
AT_MOST: Final = 20


def remember_taken(request: HttpRequest, submission: UUID) -> None:
    """Let the pages that come say that this form was taken (ui/_editor_scripts.html, drafts.js)."""
    before: list[str] = request.session.get(TAKEN, [])
    request.session[TAKEN] = [*before, str(submission)][-AT_MOST:]
