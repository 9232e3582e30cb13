"""What no single module can see, for `manage.py check`: the names of jobs, and who may meet a route."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django import app as jobs

LAYERS = ["sla", "agents", "tickets", "helpdesk"]
"""From below: who may not import another may not defer its jobs by name either."""

LOGIN_REQUIRED = "agents.sign_in.signed_out.SignInRequired"


class Deferral(NamedTuple):
    """A place in the code that defers a job by name; None where the name is not written out."""

    place: str
    layer: str
    job: str | None
    queue: str | None


@register()
def deferred_jobs_exist(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A name that no import proves must be that of a job, in the same layer or below, in its own queue."""
    faults: list[CheckMessage] = []
    for deferral in find_deferrals(settings.BASE_DIR):
        if deferral.job is None:
            faults.append(Error("The job's name is not written out.", obj=deferral.place, id="helpdesk.E001"))
        elif deferral.job not in jobs.tasks:
            faults.append(Error(f"No job is named {deferral.job}.", obj=deferral.place, id="helpdesk.E002"))
        elif LAYERS.index(deferral.job.split(".")[0]) > LAYERS.index(deferral.layer):
            faults.append(
                Error(f"{deferral.job} lies above {deferral.layer}.", obj=deferral.place, id="helpdesk.E003")
            )
        elif deferral.queue not in (None, jobs.tasks[deferral.job].queue):
            faults.append(Error(f"{deferral.job} has another queue.", obj=deferral.place, id="helpdesk.E004"))
    return faults


@register()
def queues_are_worked_on(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A job in a queue that no worker takes would wait for ever."""
    return [
        Error(f"Nobody works on the queue {task.queue} (JOB_QUEUES).", obj=name, id="helpdesk.E005")
        for name, task in jobs.tasks.items()
        if task.queue not in {*settings.JOB_QUEUES, "builtin"}  # Procrastinate's own, which we don't defer
    ]


@register()
def routes_state_their_audience(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Who says nothing is closed to visitors; the panel must have its gate besides."""
    faults: list[CheckMessage] = []
    if LOGIN_REQUIRED not in settings.MIDDLEWARE:
        faults.append(
            Error("Routes are open unless they say otherwise.", hint=LOGIN_REQUIRED, id="helpdesk.E006")
        )
    for route, pattern in find_routes():
        if route.startswith("panel/") and audience(pattern) != "agents":
            faults.append(Error("The panel is for agents only (agents.gate).", obj=route, id="helpdesk.E007"))
    return faults


@register(deploy=True)
def proxies_are_counted(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Behind a proxy that nobody counted every visitor has the proxy's address, and https looks like http."""
    if settings.IS_SECURE and not settings.TRUSTED_PROXIES:
        return [Warning("SITE_URL is https, but TRUSTED_PROXIES counts no proxy.", id="helpdesk.W001")]
    return []


def find_deferrals(folder: Path) -> Iterator[Deferral]:
    """Every call of `configure_task` in our packages below that folder."""
    for layer in LAYERS:
        for path in sorted((folder / layer).rglob("*.py")):
            source = path.read_text()
            if "configure_task" in source and "migrations" not in path.parts:
                yield from _deferrals_in(source, str(path.relative_to(folder)), layer)


def _deferrals_in(source: str, place: str, layer: str) -> Iterator[Deferral]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="configure_task")):
                named = {word.arg: word.value for word in node.keywords}
                job = _literal(node.args[0] if node.args else named.get("name"))
                yield Deferral(f"{place}:{node.lineno}", layer, job, _literal(named.get("queue")))


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def find_routes() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the desk as it is written, with what answers there."""
    yield from _routes_below("", get_resolver())


def _routes_below(prefix: str, resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _routes_below(route, pattern)
        else:
            yield route, pattern


def audience(pattern: URLPattern) -> str:
    """Who may meet what answers there: everybody, agents, or whoever has signed in."""
    if not getattr(pattern.callback, "login_required", True):
        return "everybody"
    return str(getattr(pattern.callback, "audience", "signed in"))
