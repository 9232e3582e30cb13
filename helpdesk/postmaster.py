"""The server process of the embedded PostgreSQL: finding it, its start and its end.

Run as a program this module is the keeper of one server.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from helpdesk import cluster
from helpdesk.cluster import DatabaseUnavailable
from helpdesk.unprivileged import as_user

PORT = 5432  # only part of the socket's file name: the server listens on no network
PATIENCE = 60  # seconds to start (after a crash it reads its log again) and to stop
USERS_LOCK = "users.lock"  # held shared by whoever uses the server

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # our queries are many and short
}


class Server(NamedTuple):
    """What a server writes into its postmaster.pid."""

    pid: int
    socket_folder: Path
    is_ready: bool


def find(home: Path) -> Server | None:
    """The live server of this folder; None if there is only the trace of a dead one, or nothing."""
    server = _read_pid_file(home)
    if server is None or not server.is_ready:
        return None
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(server.socket_folder / f".s.PGSQL.{PORT}"))
        except OSError:
            return None
    return server


def start(home: Path, settings: dict[str, str]) -> Server:
    """Start the server, making its files if there are none; the caller sees to it that nobody else does.

    Raises DatabaseUnavailable or CannotRun.
    """
    cluster.prepare(home)
    _clear_traces(home)
    log = home / "log"
    if log.exists():
        log.replace(home / "log.before")
    with log.open("ab") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", __name__, str(home), *(f"{name}={settings[name]}" for name in settings)],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # a Ctrl-C in the terminal is for us, not for the server
        )
    threading.Thread(target=keeper.wait, daemon=True).start()  # so that it leaves no zombie
    _wait_until(lambda: find(home) is not None or keeper.poll() is not None)
    server = find(home)
    if server is None:
        raise DatabaseUnavailable(f"The embedded PostgreSQL did not start: {_last_words(log)}")
    return server


def stop(home: Path) -> None:
    """Stop the server in good order: sessions end, and what was committed is on disk."""
    server = _read_pid_file(home)
    if server is None:
        return
    for how in (signal.SIGINT, signal.SIGQUIT):
        if _is_postgres(server.pid):
            os.kill(server.pid, how)
            _wait_until(lambda: not _is_postgres(server.pid))
    _remove_socket_folder(server.socket_folder)


def _clear_traces(home: Path) -> None:
    """Remove what a dead server left: its pid file may keep a new one from starting."""
    server = _read_pid_file(home)
    if server is None:
        return
    _wait_until(lambda: not _is_postgres(server.pid))  # it may be on its way down
    if _is_postgres(server.pid):
        raise DatabaseUnavailable(
            f"The PostgreSQL of {home} runs (process {server.pid}) but does not answer."
        )
    (home / "data" / "postmaster.pid").unlink(missing_ok=True)
    _remove_socket_folder(server.socket_folder)


def _read_pid_file(home: Path) -> Server | None:
    try:
        lines = (home / "data" / "postmaster.pid").read_text().splitlines()
        return Server(int(lines[0]), Path(lines[4]), lines[-1].strip() == "ready")
    except (OSError, ValueError, IndexError):
        return None


def _is_postgres(pid: int) -> bool:
    """Whether that process is a live server: not a zombie, nor another that got its number."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):  # ours would run as us, or we are root
        return False
    if not Path("/proc/self").exists():
        return True
    try:
        return Path(f"/proc/{pid}/exe").readlink().name.startswith("postgres")
    except OSError:
        return False


def _remove_socket_folder(socket_folder: Path) -> None:
    if socket_folder.name.startswith(f"{cluster.NAME}-"):
        shutil.rmtree(socket_folder, ignore_errors=True)


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    bad = [line for line in lines if "FATAL" in line or "PANIC" in line or "Unavailable" in line]
    return f"{(bad or lines or ['nothing was said'])[-1]} ({log})"


def _keep(home: Path, settings: dict[str, str]) -> None:
    """Run the server as our child until it ends or nobody uses it: all that the keeper process does."""
    owner = cluster.owner(home)
    short = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108 - mkdtemp makes it private
    socket_folder = Path(
        tempfile.mkdtemp(prefix=f"{cluster.NAME}-", dir=short)
    )  # its path may have 107 bytes
    if owner:
        os.chown(socket_folder, owner.uid, owner.gid)
    command: list[str | Path] = [cluster.find_binaries() / "postgres", "-D", home / "data"]
    for name, value in {**SETTINGS, **settings, "unix_socket_directories": str(socket_folder)}.items():
        command += ["-c", f"{name}={value}"]
    server = subprocess.Popen(**as_user(owner, command, reaching=home), stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: server.send_signal(signal.SIGINT))

    def end_with_server() -> None:
        status = server.wait()
        _remove_socket_folder(socket_folder)
        os._exit(status)

    ending = threading.Thread(target=end_with_server)
    ending.start()
    with (home / USERS_LOCK).open("w") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        stop(home)
        ending.join()


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), dict(setting.split("=", 1) for setting in sys.argv[2:]))
