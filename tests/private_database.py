"""Gives a test run a state folder of its own and, unless DATABASE_URL is set, a PostgreSQL of its own.

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

from helpdesk import database, postmaster


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
    os.environ["HELPDESK_VAR"] = str(var)
    if not os.environ.get("DATABASE_URL"):
        # Nothing here must outlive the run, so nothing waits for the disk.
        careless = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        home = database.folder(var)
        socket_folder = until_the_end.enter_context(database.running(home, **careless))
        os.environ["DATABASE_URL"] = f"postgresql://{postmaster.NAME}@/{socket_folder}/{postmaster.NAME}"
