"""`manage.py demo`: Meridian Bank moves in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.demo.build import build_demo, is_left_unfinished, start_anew
from sla.moment import now
from tickets.models import Ticket


class Command(BaseCommand):
    """Fills an empty desk with Meridian Bank."""

    help = "Fill an empty desk with a demo organization and two hundred tickets of ninety days."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_left_unfinished():
            self.stdout.write("The last filling was stopped half-way; beginning again.")
            start_anew()
        if Ticket.objects.exists():
            raise CommandError("This desk has tickets already; the demo fills empty desks only.")
        build_demo(now())
        self.stdout.write(f"The demo desk is ready: {Ticket.objects.count()} tickets.")
