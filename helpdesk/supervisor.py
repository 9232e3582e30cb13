"""Runs the desk's programs side by side: when one ends, or somebody asks, all end in good order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Final, NamedTuple

PATIENCE: Final = 25
"""Seconds a program has to finish what it is doing before it is ended."""


class Program(NamedTuple):
    """One program of the desk: what it is called when we talk of it, and how it is started."""

    name: str
    command: Sequence[str]


class CannotServe(Exception):
    """The desk can't run here; the message is a sentence for the person who started it."""


def refuse_taken(host: str, port: int) -> None:
    """Raise CannotServe if somebody listens at this address already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotServe(
                f"Port {port} of {host} can't be used ({error.strerror}); choose another one, such as "
                f"PORT={port + 1} make run."
            ) from error


def run_together(programs: Sequence[Program]) -> int:
    """Run all programs until one ends or a signal comes, then stop the others; returns the exit status.

    Ctrl-C and SIGTERM are how a desk is meant to end (status 0); a program that ends by itself is not.
    """
    asked_to_stop = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running = {program.name: _start(program) for program in programs}
    ended = None
    while not asked_to_stop and ended is None:
        time.sleep(0.2)
        ended = next((name for name, process in running.items() if process.poll() is not None), None)
    _stop(running)
    if ended is None:
        return 0
    sys.stderr.write(f"The {ended} ended by itself (status {running[ended].returncode}); the desk stops.\n")
    return 1


def _start(program: Program) -> subprocess.Popen[bytes]:
    # A session of its own: a Ctrl-C in the terminal reaches us alone, and we say when each one ends.
    return subprocess.Popen(program.command, env=os.environ, start_new_session=True)


def _stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
