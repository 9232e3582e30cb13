"""What the log may not tell: the tokens in addresses that open something, and passwords in addresses."""

import logging
import re

SECRETS = [
    (re.compile(r"(/a/)[^/\s?\"']+"), r"\1…"),  # access links
    (re.compile(r"(/accounts/(?:confirm-email|password/reset/key)/)[^/\s?\"']+"), r"\1…"),
    (re.compile(r"(\w://[^\s:/@]*:)[^\s/@]+(@)"), r"\1…\2"),  # DATABASE_URL, EMAIL_URL
]


class DiscreetFormatter(logging.Formatter):
    """Blots out secrets in every line, tracebacks included, before it is written."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for pattern, instead in SECRETS:
            text = pattern.sub(instead, text)
        return text
