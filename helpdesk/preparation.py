"""What a desk needs before it can serve: a place to listen, a database in shape, static files, a demo."""

import errno
import hashlib
import socket
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agents.models import User
from helpdesk.demo.build import is_left_unfinished
from tickets.models import Ticket

OLDEST_POSTGRESQL = 15


class NotReady(Exception):
    """The desk can't be served; the message is one sentence for the person who started it."""


def claim_port(host: str, port: int) -> None:
    """See that nobody listens there yet; raises NotReady."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host.strip("[]"), port))
            trial.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise NotReady(
                    f"Port {port} is taken: end what uses it, or choose another: PORT={port + 1} make run."
                ) from error
            raise NotReady(f"{host}:{port} can't be listened on: {error.strerror} (BIND, PORT).") from error


def reach_database() -> None:
    """See that the database answers and is new enough; raises NotReady."""
    params = {**connection.get_connection_params(), "connect_timeout": 10}
    try:
        with psycopg.connect(**params) as trial:
            version = trial.info.server_version // 10_000
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise NotReady(f"The database of DATABASE_URL can't be used: {reason}") from error
    if version < OLDEST_POSTGRESQL:
        raise NotReady(f"DATABASE_URL leads to PostgreSQL {version}; {OLDEST_POSTGRESQL} or newer is needed.")


def migrate(say: Callable[[str], None]) -> None:
    """Bring the tables into the shape that this version expects."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)


def collect_static_files(say: Callable[[str], None]) -> None:
    """Gather, name and compress the static files, if any changed since the last time; raises NotReady."""
    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    sources = _fingerprint_of_static_files()
    try:
        if not stamp.exists() or stamp.read_text() != sources:
            say("Gathering static files …")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            stamp.write_text(sources)
    except OSError as error:
        place = f"{settings.STATIC_ROOT} can't hold the static files"
        raise NotReady(f"{place}: {error.strerror}. STATIC_ROOT names another place.") from error


def fill_demo(say: Callable[[str], None]) -> None:
    """Fill a desk that nobody used yet, or whose filling was interrupted."""
    if is_left_unfinished() or not (User.objects.exists() or Ticket.objects.exists()):
        say("Filling the demo desk, which takes a moment, this first time only …")
        call_command("demo", verbosity=0)


def _fingerprint_of_static_files() -> str:
    fingerprint = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            fingerprint.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return fingerprint.hexdigest()
