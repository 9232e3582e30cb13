"""How Django knows the composition root."""

from django.apps import AppConfig

from helpdesk import checks

__all__ = ["HelpdeskConfig", "checks"]  # importing the checks registers them


class HelpdeskConfig(AppConfig):
    """The composition root: it brings no models, but the checks of the whole and the shared cache's table."""

    name = "helpdesk"
    verbose_name = "Help desk"
