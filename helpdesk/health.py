"""Whether the desk lives, and whether it can do its work: for load balancers and whoever watches it.

Everybody may ask, so the answers name no host, no error and no number.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache, lru_cache
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import check_password
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from agents.models import User
from sla.models import Target

WORKER_SEEN_WITHIN: Final = timedelta(seconds=60)  # it reports every ten
NOT_ASKED: Final = "Not known while the database does not answer."
NO_ANSWER: Final = "The database did not answer this."


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process serves; nothing else is asked, so that a slow database restarts nobody."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each thing the desk can't do without, and why it is missing: 200 if none is, else 503."""
    missing: dict[str, str] = {}
    for name, why_not in NEEDED.items():
        missing[name] = NOT_ASKED if missing.get("database") else _ask(why_not)
    warnings = {} if missing["database"] else {name: _ask(why_not) for name, why_not in WARNINGS.items()}
    is_ready = not any(missing.values())
    found = {
        "ready": is_ready,
        "checks": {name: _answer(why) for name, why in missing.items()},
        "warnings": {name: _answer(why) for name, why in warnings.items()},
    }
    return JsonResponse(found, status=200 if is_ready else 503)


def _answer(why: str) -> dict[str, bool | str]:
    return {"ok": False, "why": why} if why else {"ok": True}


def _ask(why_not: Callable[[], str]) -> str:
    try:
        return why_not()
    except Error:
        return NO_ANSWER


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    applied = MigrationRecorder(connection).applied_migrations()
    if _newest_migrations() <= applied.keys():
        return ""
    return "The database is not in the shape that this version expects: run the migrations."


@cache
def _newest_migrations() -> set[tuple[str, str]]:
    """The last migration of each app, which none follows; they stand in the code and don't change."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def _worker() -> str:
    if ProcrastinateWorker.objects.filter(last_heartbeat__gte=Now() - WORKER_SEEN_WITHIN).exists():
        return ""
    return "No worker was seen within the last minute: no job is done and no letter leaves."


def _demo_passwords() -> str:
    if settings.DEMO:
        return ""
    signs_in_by_demo = Q(email__in=[person["email"] for person in settings.DEMO_SIGN_INS])
    works_here_by_demo = Q(agent__isnull=False, email__endswith="@example.com")
    people = User.objects.filter(signs_in_by_demo | works_here_by_demo, is_active=True)
    if any(map(_is_demo_password, people.values_list("password", flat=True).distinct())):
        return "A password of the demo opens this desk: end those accounts, or begin with an empty database."
    return ""


@lru_cache(maxsize=256)
def _is_demo_password(encoded: str) -> bool:
    """Remembered, since hashing is slow by intention and everybody may ask."""
    return check_password(settings.DEMO_PASSWORD, encoded)


def _due_moments() -> str:
    if Target.objects.without_due().exists():
        return "A promise has no due moment: its business hours hold too little time."
    return ""


NEEDED: Final[dict[str, Callable[[], str]]] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "demo_passwords": _demo_passwords,
}
WARNINGS: Final[dict[str, Callable[[], str]]] = {"due_moments": _due_moments}
