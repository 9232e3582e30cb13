"""What happens at the door goes into the audit log: the signals of the libraries, turned into lines."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from agents.models import AuditRecord, User
from agents.operations.record_audit import record_audit

Kind = AuditRecord.Kind


@receiver(account.user_logged_in)
def signed_in(user: User, **_: Any) -> None:
    _record(Kind.SIGNED_IN, user)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """By whoever it was: that somebody typed an address doesn't make the attempt its owner's."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    record_audit(Kind.SIGN_IN_FAILED, by=None, subject=typed, step="password")


@receiver(mfa.authentication_failed)
def second_factor_failed(user: User, **_: Any) -> None:
    _record(Kind.SIGN_IN_FAILED, user, step="second factor")


@receiver(account.login_code_rejected)
@receiver(account.password_reset_code_rejected)
@receiver(account.email_verification_code_rejected)
def code_rejected(user: User, **_: Any) -> None:
    _record(Kind.SIGN_IN_FAILED, user, step="mailed code")


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        _record(Kind.SIGNED_OUT, user)


@receiver(account.user_signed_up)
def signed_up(user: User, **_: Any) -> None:
    _record(Kind.SIGNED_UP, user)


@receiver(account.password_set)
@receiver(account.password_changed)
def password_changed(user: User, **_: Any) -> None:
    _record(Kind.PASSWORD_CHANGED, user)


@receiver(account.password_reset)
def password_reset(user: User, **_: Any) -> None:
    _record(Kind.PASSWORD_CHANGED, user, by_mailed_link=True)


@receiver(account.email_changed)
def address_changed(user: User, **_: Any) -> None:
    _record(Kind.ADDRESS_CHANGED, user)


@receiver(mfa.authenticator_added)
def second_factor_added(user: User, authenticator: Any, **_: Any) -> None:
    _record(Kind.SECOND_FACTOR_CHANGED, user, added=authenticator.type)


@receiver(mfa.authenticator_removed)
def second_factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    _record(Kind.SECOND_FACTOR_CHANGED, user, removed=authenticator.type)


@receiver(mfa.authenticator_reset)
def second_factor_reset(user: User, authenticator: Any, **_: Any) -> None:
    _record(Kind.SECOND_FACTOR_CHANGED, user, reset=authenticator.type)


def _record(kind: AuditRecord.Kind, user: User, **details: Any) -> None:
    record_audit(kind, by=user, subject=user.email, **details)
