"""How Django knows the people."""

from importlib import import_module

from django.apps import AppConfig


class AgentsConfig(AppConfig):
    """The people: who signs in, who works here, what they may do."""

    name = "agents"
    verbose_name = "People"

    def ready(self) -> None:
        import_module("agents.sign_in.audit")  # connects itself, and needs the models
