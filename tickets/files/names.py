"""The name a sender gave a file, made fit for a page, a header and a disk."""

import mimetypes
import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
UNNAMED = "file"
OPAQUE = "application/octet-stream"


def clean_name(name: str) -> str:
    """One line without folders, control or direction characters, at most 200 long, its ending kept."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in name if not unicodedata.category(char).startswith("C"))
    visible = " ".join(visible.split()).lstrip(".")
    if not visible:
        return UNNAMED
    if len(visible) <= LONGEST:
        return visible
    ending = PurePosixPath(visible).suffix[:20]
    return visible[: LONGEST - len(ending)] + ending


def media_type_of(name: str) -> str:
    """What the name's ending promises; what the sender's browser claims is not asked."""
    guessed, encoding = mimetypes.guess_type(name)
    if guessed is None or encoding is not None:
        return OPAQUE
    return guessed
