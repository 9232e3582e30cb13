from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """The work: conversations and everything that happens to them."""

    name = "tickets"
    verbose_name = "Tickets"
