"""`manage.py seed_load --tickets N`: a desk as large as one wants to measure."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.load.build import load_desk
from sla.moment import now
from tickets.models import Ticket


class Command(BaseCommand):
    """Fills a desk with very many tickets, to measure what it costs to work there."""

    help = "Add a large, believable desk of two years by bulk insert: for measuring, never for a desk in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tickets", type=int, required=True, help="How many tickets to add.")
        parser.add_argument("--add", action="store_true", help="Add them although there are tickets already.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["tickets"] < 1:
            raise CommandError("--tickets takes a number of at least one.")
        if Ticket.objects.exists() and not options["add"]:
            raise CommandError("This desk has tickets already; --add puts the load beside them.")
        load_desk(options["tickets"], until=now(), say=self._say)

    def _say(self, progress: str) -> None:
        """On a terminal in one line that counts up, elsewhere line by line."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{progress}\033[K", ending="")
        else:
            self.stdout.write(progress)
        self.stdout.flush()
