"""Accounts that can sign in with the demo's password."""

from functools import cache

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from agents.models import User
from helpdesk.demo.bank.zone import ZONE


def let_in(key: str, name: str, *, is_staff: bool = False) -> User:
    """An account with the demo's password, which is hashed once: that is slow by intention."""
    user = User.objects.create(
        email=f"{key}@example.com", name=name, password=_hashed(), time_zone=ZONE, is_staff=is_staff
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@cache
def _hashed() -> str:
    return make_password(settings.DEMO_PASSWORD)
