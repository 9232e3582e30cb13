"""What happens at the door goes into the audit log: the signals of the libraries, turned into lines."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from agents.models import AuditRecord, User
from agents.network import network_address
from agents.operations.record_audit import record_audit

Kind = AuditRecord.Kind


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.SIGNED_IN, request, user)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """By whoever it was: that somebody typed an address doesn't make the attempt its owner's."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    address = network_address(request) if request is not None else None
    record_audit(Kind.SIGN_IN_FAILED, by=None, subject=typed, address=address, step="password")


@receiver(mfa.authentication_failed)
def second_factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.SIGN_IN_FAILED, request, user, step="second factor")


@receiver(account.login_code_rejected)
@receiver(account.password_reset_code_rejected)
@receiver(account.email_verification_code_rejected)
def code_rejected(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.SIGN_IN_FAILED, request, user, step="mailed code")


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _record(Kind.SIGNED_OUT, request, user)


@receiver(account.user_signed_up)
def signed_up(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.SIGNED_UP, request, user)


@receiver(account.password_set)
@receiver(account.password_changed)
def password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.PASSWORD_CHANGED, request, user)


@receiver(account.password_reset)
def password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.PASSWORD_CHANGED, request, user, by_mailed_link=True)


@receiver(account.email_changed)
def address_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _record(Kind.ADDRESS_CHANGED, request, user)


@receiver(mfa.authenticator_added)
def second_factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record(Kind.SECOND_FACTOR_CHANGED, request, user, added=authenticator.type)


@receiver(mfa.authenticator_removed)
def second_factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record(Kind.SECOND_FACTOR_CHANGED, request, user, removed=authenticator.type)


@receiver(mfa.authenticator_reset)
def second_factor_reset(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record(Kind.SECOND_FACTOR_CHANGED, request, user, reset=authenticator.type)


def _record(kind: AuditRecord.Kind, request: HttpRequest, user: User, **details: Any) -> None:
    record_audit(kind, by=user, subject=user.email, address=network_address(request), **details)
