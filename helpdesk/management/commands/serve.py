"""`manage.py serve`, which `make run` calls: one command is the whole desk."""

import fcntl
import signal
import socket
import sys
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from helpdesk import database, postmaster, preparation
from helpdesk.environment import BASE_DIR
from helpdesk.preparation import NotReady
from helpdesk.supervisor import Supervisor


class Command(BaseCommand):
    """Runs the whole desk: prepares what is missing, then web and worker together until it is stopped."""

    help = "Run web and worker together, after preparing the database; this is what `make run` does."
    requires_system_checks: list[str] = []  # they belong to `manage.py check`; a start is to be quick

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            with self._claim():
                self._prepare()
                sys.exit(self._run())
        except NotReady as error:
            sys.exit(str(error))
        except (DatabaseError, OSError) as error:
            sys.exit(f"The desk could not be prepared: {str(error).strip().splitlines()[0]}")

    def _claim(self) -> IO[str]:
        """Keep this state folder for us as long as the file is open: two workers on one desk help nobody."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        claim = (settings.VAR_DIR / "serve.lock").open("w")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            claim.close()
            raise NotReady(f"The desk in {settings.VAR_DIR} is running already (HELPDESK_VAR names another).")
        return claim

    def _prepare(self) -> None:
        preparation.claim_port(settings.BIND, settings.PORT)
        preparation.reach_database()
        preparation.migrate(self._say)
        preparation.collect_static_files(self._say)
        if settings.DEMO:
            preparation.fill_demo(self._say)
        connections.close_all()
        for connection in connections.all():
            connection.close_pool()  # type: ignore[attr-defined]  # the stubs know no pools

    def _run(self) -> int:
        python = sys.executable
        programs = {
            "web": [python, "-m", "gunicorn", "--config", "python:helpdesk.web", "helpdesk.wsgi"],
            "worker": [python, "manage.py", "work"],
        }
        supervisor = Supervisor(programs, folder=BASE_DIR, say=self._say)
        return supervisor.run(is_up=self._is_up, when_up=self._introduce, is_sound=self._has_database)

    def _is_up(self) -> bool:
        try:
            with socket.create_connection((settings.BIND, settings.PORT), timeout=1):
                return True
        except OSError:
            return False

    def _has_database(self) -> bool:
        if not settings.IS_EMBEDDED or postmaster.find(database.folder(settings.VAR_DIR)):
            return True
        self._say(f"The embedded PostgreSQL ended by itself: see {database.folder(settings.VAR_DIR)}/log.")
        return False

    def _introduce(self) -> None:
        self._say(f"\nThe help desk is at {settings.SITE_URL}")
        if settings.DEMO:
            self._say(
                f"Agent panel: {settings.SITE_URL}/panel/    Letters it sent: {settings.SITE_URL}/demo/mail/"
            )
            self._say(f"Sign in with the password {settings.DEMO_PASSWORD} as")
            for person in settings.DEMO_SIGN_INS:
                self._say(f"  {person['email']:<20} {person['who']}")
        else:
            self._say("The first administrator is made by: .venv/bin/python manage.py createsuperuser")
        self._say("Ctrl-C stops it.\n")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
