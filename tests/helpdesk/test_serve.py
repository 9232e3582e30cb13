"""The whole desk in processes of its own, as `make run` starts it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from helpdesk import database, postmaster

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
UNSET = {"DATABASE_URL", "SITE_URL", "SECRET_KEY", "EMAIL_URL"}


@pytest.fixture(scope="module")
def port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("state of a desk")


@pytest.fixture
def start(var, port):
    """Start an empty desk; whatever is left of it is killed at the end."""
    started = []

    def serve(**variables):
        env = {name: value for name, value in os.environ.items() if name not in UNSET}
        env |= {"HELPDESK_VAR": str(var), "PORT": str(port), "DEMO": "0", **variables}
        desk = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(desk)
        return desk

    yield serve
    for desk in started:
        desk.kill()
        desk.wait()
    wait_for_silence(port, var)


def wait_for_answer(port):
    deadline = time.monotonic() + 120
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return answer.read().decode()
        except (URLError, ConnectionError):
            assert time.monotonic() < deadline
            time.sleep(0.2)


def wait_for_silence(port, var):
    deadline = time.monotonic() + 30
    while postmaster.find(database.folder(var)) or answers(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def answers(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def test_a_desk_serves_until_it_is_told_to_stop_and_leaves_nothing_running(start, var, port):
    desk = start()
    page = wait_for_answer(port)

    desk.send_signal(signal.SIGTERM)
    said, _ = desk.communicate(timeout=60)

    assert desk.returncode == 0
    assert re.search(r"/static/css/tokens\.[0-9a-f]{12}\.css", page)
    assert f"http://127.0.0.1:{port}" in said
    assert "helpdesk-demo" not in said
    wait_for_silence(port, var)


def test_a_killed_desk_takes_everything_along_and_can_be_started_again(start, var, port):
    desk = start()
    wait_for_answer(port)

    desk.kill()
    desk.communicate()
    wait_for_silence(port, var)
    start()

    assert wait_for_answer(port)


def test_a_desk_that_runs_already_is_not_started_twice(start, port):
    start()
    wait_for_answer(port)

    said, _ = start(PORT=str(port + 1)).communicate(timeout=60)

    assert re.fullmatch(r"The desk in .+ is running already .+\n", said)


def test_a_wrong_database_is_named_in_one_sentence(start):
    desk = start(
        DATABASE_URL="postgresql://desk@127.0.0.1:1/desk",
        SITE_URL="http://127.0.0.1:8000",
        SECRET_KEY="x" * 50,
    )

    said, _ = desk.communicate(timeout=60)

    assert desk.returncode == 1
    assert re.fullmatch(r"The database of DATABASE_URL can't be used: .+\n", said)
