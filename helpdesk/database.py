"""PostgreSQL without an installation, for whoever starts the help desk and names no DATABASE_URL.

Whoever needs the database holds a shared lock for as long. A small keeper process, parent of the server
(helpdesk/postmaster.py), waits for the exclusive lock: so the server stops when its last user has left,
even one that was killed, and a second command never loses it to the end of the first.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from helpdesk import cluster, postmaster
from helpdesk.cluster import DatabaseUnavailable
from helpdesk.unprivileged import CannotRun


def folder(var: Path) -> Path:
    """Where the embedded server keeps everything, within the help desk's folder of state."""
    return var / "postgres"


def connection_settings(var: Path) -> dict[str, Any]:
    """Django's DATABASES entry for the embedded server, wherever it listens at present."""
    home = folder(var)
    server = postmaster.find(home)
    host = server.socket_folder if server else home  # without a server, an address that says what is missing
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": cluster.NAME,
        "USER": cluster.NAME,
        "HOST": str(host),
    }


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Path]:
    """Keep the server of this folder up for the block and yield the folder of its socket.

    It is created and started if need be, and stopped when nobody else uses it any more. Settings such as
    fsync="off" count only when this call starts it. Raises DatabaseUnavailable.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        starting = (home / "starting.lock").open("w")
        users = (home / postmaster.USERS_LOCK).open("w")
    except OSError as error:
        raise DatabaseUnavailable(
            f"{home} can't hold the database: {error.strerror}. HELPDESK_VAR names another place."
        ) from error
    with starting, users:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server = postmaster.find(home) or postmaster.start(home, settings)
        except CannotRun as error:
            raise DatabaseUnavailable(str(error)) from error
        fcntl.flock(starting, fcntl.LOCK_UN)
        try:
            yield server.socket_folder
        finally:
            _leave(home, users)


def _leave(home: Path, users: IO[str]) -> None:
    """Give up the database; if nobody else uses it, return when it has stopped."""
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(users, fcntl.LOCK_SH)  # at once if others use it, else when the keeper has stopped it
    else:
        postmaster.stop(home)
