"""Running, as root, a program that refuses to be root: PostgreSQL does."""

import os
import pwd
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple


class CannotRun(Exception):
    """There is no way to run the program as somebody else; the message is one sentence that says why."""


class User(NamedTuple):
    """A user of the operating system, by number."""

    uid: int
    gid: int


def stand_in_for_root() -> User | None:
    """The user that does for root what root must not do; None if we are not root. Raises CannotRun."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(entry.pw_uid, entry.pw_gid)
    raise CannotRun("PostgreSQL does not run as root, and this machine has no user nobody: use another user.")


def as_user(user: User | None, command: Sequence[str | Path], *, reaching: Path) -> dict[str, Any]:
    """Arguments for `subprocess` that run the command as that user (None: as ourselves).

    Root's folders are often closed to others. Then the user gets the right to pass them, for this process
    alone, rather than the folders being opened to everybody. Raises CannotRun.
    """
    words = [str(word) for word in command]
    surroundings: dict[str, Any] = {"cwd": "/", "env": {**os.environ, "LC_ALL": "C"}}
    if user is None:
        return {"args": words, **surroundings}
    if all(_can_enter(place, user) for path in (Path(words[0]), reaching) for place in (path, *path.parents)):
        return {"args": words, **surroundings, "user": user.uid, "group": user.gid, "extra_groups": []}
    setpriv = shutil.which("setpriv")
    if not setpriv:
        raise CannotRun(
            f"PostgreSQL does not run as root, and no other user can reach {reaching}: "
            "start the help desk as another user, or from a folder open to others."
        )
    identity = [f"--reuid={user.uid}", f"--regid={user.gid}", "--clear-groups"]
    right = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return {"args": [setpriv, *identity, *right, "--", *words], **surroundings}


def _can_enter(place: Path, user: User) -> bool:
    facts = place.stat()
    if facts.st_uid == user.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == user.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)
