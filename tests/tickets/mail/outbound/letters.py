"""Reading the letters that a test let the desk send."""

import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives

from tests.jobs import run_jobs


def letters_to(address: str) -> list[EmailMultiAlternatives]:
    """Everything mailed to this address, oldest first, after whatever waits was sent."""
    run_jobs()
    return [message for message in mail.outbox if message.to == [address]]


def letter_to(address: str) -> EmailMultiAlternatives:
    """The one letter to this address."""
    [message] = letters_to(address)
    return message


def html_of(message: EmailMultiAlternatives) -> str:
    [(html, media_type)] = message.alternatives
    assert media_type == "text/html"
    return html


def link_in(message: EmailMultiAlternatives) -> str:
    """The path of the access link, the same in both forms of the letter."""
    [in_text] = re.findall(r"http://[^/]+(/a/[\w-]+/)", message.body)
    [in_html] = re.findall(r"http://[^/]+(/a/[\w-]+/)", html_of(message))
    assert in_text == in_html
    return in_text


def whole(message: EmailMultiAlternatives) -> str:
    """Every word of a letter, headers, both forms and encodings undone."""
    return "\n".join([str(message.subject), message.body, html_of(message), str(message.extra_headers)])
