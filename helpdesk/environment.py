"""What the environment says, read strictly: a wrong value is refused with the variable's name."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def state_folder() -> Path:
    """Where the help desk keeps what it writes beside its database: HELPDESK_VAR, or var/ here."""
    return Path(os.environ.get("HELPDESK_VAR") or BASE_DIR / "var").resolve()
