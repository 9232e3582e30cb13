"""How Django knows the time."""

from django.apps import AppConfig


class SlaConfig(AppConfig):
    """The time: what we promised, when it is due, whether we kept it."""

    name = "sla"
    verbose_name = "Service levels"
