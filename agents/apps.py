from django.apps import AppConfig


class AgentsConfig(AppConfig):
    """The people: who signs in, who works here, what they may do."""

    name = "agents"
    verbose_name = "People"
