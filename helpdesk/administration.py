"""Which Django admin this project has."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "agents.administration.Administration"
