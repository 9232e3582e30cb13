"""What the log leaves out: secrets in addresses, and tracebacks of what was refused or of a lost database."""

import logging
import re
import time
from typing import Final

import psycopg

QUIET: Final = 10
"""Seconds in which the worker tells only once that it has no database: every queue listens by itself."""

SECRETS = [
    (re.compile(r"(/a/)[^/\s?\"']+"), r"\1…"),  # access links
    (re.compile(r"(/accounts/(?:confirm-email|password/reset/key)/)[^/\s?\"']+"), r"\1…"),
    (re.compile(r"(\w://[^\s:/@]*:)[^\s/@]+(@)"), r"\1…\2"),  # DATABASE_URL, EMAIL_URL
]


class RefusalsInOneLine(logging.Filter):
    """Leaves out where in the code a request was refused: an answer below 500 is no fault of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True


class LostDatabaseInOneLine(logging.Filter):
    """Says that the database can't be reached instead of where in the code that was noticed."""

    def __init__(self) -> None:
        super().__init__()
        self._told_at = -float("inf")

    def filter(self, record: logging.LogRecord) -> bool:
        lost = _lost_connection(record.exc_info[1] if record.exc_info else None)
        if lost is None:
            return True
        reason = " ".join(str(lost).split()) or type(lost).__name__
        is_worker = record.name.startswith("procrastinate")
        what = "The worker" if is_worker else record.getMessage()
        record.msg, record.args = f"{what}: the database can't be reached: {reason}", ()
        record.exc_info = record.exc_text = None
        if not is_worker:
            return True
        is_told = time.monotonic() - self._told_at < QUIET
        if not is_told:
            self._told_at = time.monotonic()
        return not is_told


def _lost_connection(error: BaseException | None) -> psycopg.OperationalError | None:
    """The end of a connection that an error comes from; an answer that the server still gave is none."""
    while error is not None:
        if isinstance(error, psycopg.OperationalError):
            state = error.sqlstate or ""
            return error if not state or state.startswith(("08", "57P")) else None
        error = error.__cause__ or error.__context__
    return None


class DiscreetFormatter(logging.Formatter):
    """Blots out secrets in every line, tracebacks included, before it is written."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for pattern, instead in SECRETS:
            text = pattern.sub(instead, text)
        return text
