import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from helpdesk import supervisor
from helpdesk.supervisor import Supervisor

ROOT = Path(__file__).parents[2]
SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def said():
    return []


def supervise(programs, said, *, is_up=lambda: True, when_up=lambda: None, is_sound=lambda: True):
    watched = Supervisor(programs, folder=ROOT, say=said.append)
    status = watched.run(is_up=is_up, when_up=when_up, is_sound=is_sound)
    return watched, status


def send_ourselves(number):
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_all_programs(number, said):
    watched, status = supervise(
        {"web": SLEEPS, "worker": SLEEPS}, said, when_up=lambda: send_ourselves(number)
    )

    assert status == 0
    assert [process.returncode for process in watched.running.values()] == [-signal.SIGTERM] * 2


def test_a_program_that_dies_at_once_ends_everything(said):
    watched, status = supervise({"web": FAILS, "worker": SLEEPS}, said)

    assert status == 1
    assert said == ["The web ended by itself (status 3)."]
    assert watched.running["worker"].returncode == -signal.SIGTERM


def test_a_program_that_dies_later_is_started_again(said, monkeypatch):
    monkeypatch.setattr(supervisor, "RELAPSE", 0)

    _watched, status = supervise(
        {"worker": FAILS}, said, is_sound=lambda: said.count("Starting the worker again.") < 2
    )

    assert status == 1
    assert said[:2] == ["The worker ended by itself (status 3).", "Starting the worker again."]


def test_all_is_stopped_when_what_they_need_is_gone(said):
    watched, status = supervise({"web": SLEEPS}, said, is_sound=lambda: False)

    assert status == 1
    assert watched.running["web"].returncode == -signal.SIGTERM


def test_a_second_signal_kills_who_does_not_listen(said, tmp_path):
    deaf = f"""
import pathlib, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path({str(tmp_path / "deaf")!r}).touch()
time.sleep(60)
"""
    again = threading.Timer(1, send_ourselves, [signal.SIGINT])
    again.start()

    watched, _status = supervise(
        {"web": [sys.executable, "-c", deaf]},
        said,
        is_up=(tmp_path / "deaf").exists,
        when_up=lambda: send_ourselves(signal.SIGINT),
    )

    again.join()
    assert watched.running["web"].returncode == -signal.SIGKILL


def test_programs_end_with_a_supervisor_that_was_killed(tmp_path):
    child = f"""
import os, pathlib, time
from helpdesk import lifeline
lifeline.follow()
pathlib.Path({str(tmp_path / "pid")!r}).write_text(str(os.getpid()))
time.sleep(60)
"""
    parent = f"""
import pathlib, sys
from helpdesk.supervisor import Supervisor
Supervisor({{"web": [sys.executable, "-c", {child!r}]}}, folder=pathlib.Path("."), say=print).run(
    is_up=lambda: False, when_up=print, is_sound=lambda: True
)
"""
    supervising = subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT)
    wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    pid = int((tmp_path / "pid").read_text())

    supervising.kill()
    supervising.wait()

    wait_for(lambda: not is_alive(pid))


def wait_for(is_so):
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
