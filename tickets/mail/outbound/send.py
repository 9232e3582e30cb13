"""Hand a letter to the mail server, and tell *not now* from *never*."""

import smtplib

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email


class NotNow(Exception):
    """The mail server is away, busy or misconfigured: worth another try."""


class Refused(Exception):
    """This letter to this address will never be taken."""


def is_address(address: str) -> bool:
    """Whether a letter can be addressed to this at all."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def send(message: EmailMessage) -> None:
    """Send it; raises NotNow or Refused with what the server said."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        answers = [_said(code, words) for code, words in error.recipients.values()]
        is_final = all(code >= 500 for code, _words in error.recipients.values())
        raise (Refused if is_final else NotNow)("; ".join(answers)) from error
    except smtplib.SMTPDataError as error:
        raise (Refused if error.smtp_code >= 500 else NotNow)(
            _said(error.smtp_code, error.smtp_error)
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(str(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(str(error) or type(error).__name__) from error


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
