"""How Django knows the work."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from tickets.foundation import lay_foundation


class TicketsConfig(AppConfig):
    """The work: conversations and everything that happens to them."""

    name = "tickets"
    verbose_name = "Tickets"

    def ready(self) -> None:
        post_migrate.connect(lay_foundation, sender=self)
        import_module("tickets.center.accounts")  # connects itself, and needs the models
