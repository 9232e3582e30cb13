"""What the log leaves out: secrets in addresses, and tracebacks of what was only refused."""

import logging
import re

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


class DiscreetFormatter(logging.Formatter):
    """Blots out secrets in every line, tracebacks included, before it is written."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for pattern, instead in SECRETS:
            text = pattern.sub(instead, text)
        return text
