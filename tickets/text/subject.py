"""A subject: one line that fits."""

from typing import Final
from unicodedata import category

LONGEST: Final = 200
"""As many characters as the column holds."""


def subject_of(text: str) -> str:
    """The text as one line without control characters, ended by an ellipsis where it is too long."""
    line = " ".join("".join(" " if category(sign) == "Cc" else sign for sign in text).split())
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 1].rstrip() + "…"
