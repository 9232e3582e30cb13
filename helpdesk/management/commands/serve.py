import sys
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections

from agents.models import User
from helpdesk.demo.build import build_demo, is_left_unfinished, start_anew
from helpdesk.supervisor import CannotServe, Program, refuse_taken, run_together
from sla.moment import now
from tickets.models import Ticket

WORKERS, THREADS = 2, 4
"""Measured best for pages of this kind on two cores, with a connection pool in each process."""


class Command(BaseCommand):
    """Brings the whole desk up: database, pages and worker, and down again with Ctrl-C."""

    help = "Serve the help desk: migrate, fill the demo desk on first start, run web and worker together."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_taken(settings.BIND, settings.PORT)
            self._prepare()
        except CannotServe as error:
            raise CommandError(str(error))
        except OperationalError as error:
            raise CommandError(f"The database can't be reached: {str(error).strip().splitlines()[0]}")
        connections.close_all()
        self._greet()
        status = run_together(PROGRAMS)
        self.stdout.write("Stopped.")
        sys.exit(status)

    def _prepare(self) -> None:
        connection.ensure_connection()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not settings.DEMO:
            return
        if is_left_unfinished():
            start_anew()
        if not Ticket.objects.exists() and not User.objects.exists():
            self.stdout.write("Filling the demo desk: Meridian Bank and its last ninety days …")
            self.stdout.flush()
            build_demo(now())

    def _greet(self) -> None:
        say = self.stdout.write
        say("")
        say(f"  Support center  {settings.SITE_URL}/")
        say(f"  Agent panel     {settings.SITE_URL}/panel/")
        say(f"  Administration  {settings.SITE_URL}/admin/")
        if settings.DEMO:
            say(f"  Mail sent       {settings.SITE_URL}/demo/mail/")
            say("")
            for sign_in in settings.DEMO_SIGN_INS:
                say(f"  {sign_in['email']:<20} {sign_in['who']}")
            say(f"  Password of all: {settings.DEMO_PASSWORD}")
        elif not User.objects.filter(is_staff=True).exists():
            say("")
            say("  Nobody can sign in yet: .venv/bin/python manage.py createsuperuser")
        say("")
        say("  Ctrl-C stops it.")
        self.stdout.flush()
        connections.close_all()


PROGRAMS: Final = (
    Program(
        "web server",
        [
            sys.executable, "-m", "gunicorn", "helpdesk.wsgi",
            "--bind", f"{settings.BIND}:{settings.PORT}",
            "--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS),
            "--max-requests", "20000", "--max-requests-jitter", "2000",
            "--graceful-timeout", "20", "--log-level", "warning",
        ],
    ),
    Program("worker", [sys.executable, "manage.py", "work"]),
)  # fmt: skip
