"""Where the bank is."""

from typing import Final

ZONE: Final = "Europe/London"
