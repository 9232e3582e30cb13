"""Whether the disk has room, said before the database finds out."""

import shutil
from pathlib import Path


def lack_of_room(folder: Path, needed: int) -> str:
    """A sentence for whoever starts the desk if fewer than so many megabytes are free; else nothing."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free >= needed:
        return ""
    return f"{folder} needs {needed} MB of free disk space, but there are only {free} MB."
