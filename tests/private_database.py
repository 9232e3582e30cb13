"""Gives a test run surroundings of its own: variables, state and, without DATABASE_URL, a PostgreSQL.

A pytest plugin (`-p tests.private_database` in pyproject.toml) and no conftest.py, since the address must
stand in the environment before pytest-django reads the settings.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from helpdesk import cluster, database

VARIABLES = {
    "SITE_URL": "http://127.0.0.1:8000",
    "SECRET_KEY": "for tests alone, where nothing is worth a better one",
    "EMAIL_URL": "memorymail://",
    "DATABASE_POOL": "0",  # one connection, whose transaction the test takes back
}
UNSET = [
    "BIND",
    "DEBUG",
    "DEMO",
    "DEMO_ANYWAY",
    "PORT",
    "STATEMENT_TIMEOUT",
    "STORAGE_URL",
    "TRUSTED_PROXIES",
]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    if "PYTEST_XDIST_WORKER" not in os.environ:  # its controller has done all this
        until_the_end = ExitStack()
        early_config.add_cleanup(until_the_end.close)
        _prepare_surroundings(until_the_end)
    yield


def _prepare_surroundings(until_the_end: ExitStack) -> None:
    var = Path(tempfile.mkdtemp(prefix="helpdesk-tests-"))
    until_the_end.callback(shutil.rmtree, var, ignore_errors=True)
    (var / "static").mkdir()
    for name in UNSET:
        os.environ.pop(name, None)
    os.environ.update(VARIABLES, HELPDESK_VAR=str(var))
    if not os.environ.get("DATABASE_URL"):
        # Nothing here must outlive the run, so nothing waits for the disk and nobody tidies up behind us.
        careless = {
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "autovacuum": "off",
            "jit": "off",
        }
        home = database.folder(var)
        socket_folder = until_the_end.enter_context(database.running(home, **careless))
        os.environ["DATABASE_URL"] = f"postgresql://{cluster.NAME}@/{socket_folder}/{cluster.NAME}"
