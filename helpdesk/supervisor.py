"""Runs programs side by side as one: started together, stopped together, started again if one dies."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from helpdesk import lifeline

GRACE = 20  # seconds to end in good order, more than web and worker give their own
RELAPSE = 30  # seconds: who dies sooner than that after a start will not get well by another one
TICK = 0.2  # seconds

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Some programs by name. The terminal's signals do not reach them: stopping them is our part."""

    def __init__(
        self, programs: Mapping[str, Sequence[str]], *, folder: Path, say: Callable[[str], None]
    ) -> None:
        self.programs = programs
        self.folder = folder
        self.say = say
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started_at: dict[str, float] = {}
        self.asked_to_stop = 0
        self.lifeline, self._held = os.pipe()  # the end that we hold is not inherited
        os.set_inheritable(self.lifeline, True)

    def run(
        self, *, is_up: Callable[[], bool], when_up: Callable[[], None], is_sound: Callable[[], bool]
    ) -> int:
        """Run until a signal ends it or something can't go on; returns the status to exit with.

        `when_up` is called once, when `is_up` first says so; when `is_sound` says no, all is stopped.
        """
        before = {number: signal.signal(number, self._ask_to_stop) for number in ENDINGS}
        try:
            for name in self.programs:
                self._start(name)
            return self._watch(is_up, when_up, is_sound)
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _watch(
        self, is_up: Callable[[], bool], when_up: Callable[[], None], is_sound: Callable[[], bool]
    ) -> int:
        was_up = False
        while not self.asked_to_stop:
            if not was_up and is_up():
                was_up = True
                when_up()
            if not is_sound():
                return 1
            for name, process in list(self.running.items()):
                if process.poll() is None:
                    continue
                self.say(f"The {name} ended by itself ({_how(process.returncode)}).")
                if time.monotonic() - self.started_at[name] < RELAPSE:
                    return 1
                self.say(f"Starting the {name} again.")
                self._start(name)
            time.sleep(TICK)
        return 0

    def _start(self, name: str) -> None:
        self.started_at[name] = time.monotonic()
        self.running[name] = subprocess.Popen(
            self.programs[name],
            cwd=self.folder,
            env={**os.environ, lifeline.VARIABLE: str(self.lifeline)},
            stdin=subprocess.DEVNULL,
            pass_fds=[self.lifeline],
            start_new_session=True,
        )

    def _stop_all(self) -> None:
        """Ask all to end, wait for them, and kill who takes too long (or all, when asked a second time)."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE
        while any(process.poll() is None for process in self.running.values()):
            if time.monotonic() > deadline or self.asked_to_stop > 1:
                for process in self.running.values():
                    _kill_session(process)
            time.sleep(TICK / 4)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop += 1


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # gone meanwhile
        process.kill()


def _how(status: int) -> str:
    if status < 0:
        return f"by signal {signal.Signals(-status).name}"
    return f"status {status}"
