"""Jobs that are deferred inside a job join its transaction, as they do everywhere else.

Procrastinate's worker takes jobs over connections of its own, and lets jobs defer others over those: a
job could run before what it is about was committed, or although it was rolled back. Here the worker still
takes jobs its way, but whatever runs in it defers over Django's connection.
"""

from procrastinate import App, PsycopgConnector
from procrastinate.connector import BaseAsyncConnector, BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params


class WorkerConnector(PsycopgConnector):
    """Takes jobs over its own connections; synchronous code in jobs defers over Django's."""

    def __init__(self, deferring: DjangoConnector) -> None:
        super().__init__(kwargs=connector_params(deferring.alias))
        self._deferring = deferring

    def get_sync_connector(self) -> BaseConnector:
        return self._deferring


class Connector(DjangoConnector):
    """Django's connection, and a worker that keeps to it."""

    def get_worker_connector(self) -> BaseAsyncConnector:
        return WorkerConnector(deferring=self)


def join_transactions(app: App) -> None:
    """Called by Procrastinate once its app is ready (PROCRASTINATE_ON_APP_READY)."""
    app.connector = app.job_manager.connector = Connector()
