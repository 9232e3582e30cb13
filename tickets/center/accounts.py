"""Accounts find their requester: at each sign-in and whenever an address is confirmed (HOUSE.md 2)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_logged_in
from django.dispatch import receiver

from agents.models import User
from tickets.operations.link_user import link_user


@receiver(user_logged_in)
def signed_in(user: User, **_: Any) -> None:
    link_user(user)


@receiver(email_confirmed)
def address_confirmed(email_address: EmailAddress, **_: Any) -> None:
    link_user(email_address.user)
