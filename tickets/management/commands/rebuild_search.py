"""`manage.py rebuild_search`: whatever tickets are found by, written anew."""

from typing import Any

from django.core.management.base import BaseCommand

from tickets.models import Ticket
from tickets.operations.search_documents import renew_in_batches


class Command(BaseCommand):
    """Writes every ticket's search document anew, while people go on working."""

    help = "Write anew what every ticket is found by; harmless at any time, also while people work."

    def handle(self, *args: Any, **options: Any) -> None:
        total, done = Ticket.objects.count(), 0
        for count in renew_in_batches(Ticket.objects.all()):
            done += count
            self._say(f"{done:,} of {max(total, done):,} tickets")
        self.stdout.write(f"Every ticket is found by what stands in it now: {done:,} in all.")

    def _say(self, progress: str) -> None:
        """On a terminal in one line that counts up, elsewhere line by line."""
        if self.stdout.isatty():
            self.stdout.write(f"{progress}\033[K\r", ending="")
        else:
            self.stdout.write(progress)
        self.stdout.flush()
