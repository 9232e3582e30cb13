"""Tie an account to the requester it belongs to: by an address that the account has proven."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from agents.models import User
from sla.moment import now
from tickets.models import Requester, RequesterAddress
from tickets.operations.register_requester import verify_address
from tickets.operations.search_documents import renew_documents_of


def link_user(user: User) -> Requester | None:
    """Give the account the requester known by one of its verified addresses; harmless when repeated.

    Only addresses that are verified now count, so this is asked anew at each sign-in. A requester who
    belongs to another account stays there. Further verified addresses become the requester's, unless
    they are somebody else's.
    """
    proven = _verified_addresses(user)
    with transaction.atomic():
        requester = Requester.objects.select_for_update(of=("self",)).filter(user=user).first()
        requester = requester or _take(user, proven)
        if requester is None:
            return None
        for address in proven:
            row, is_new = RequesterAddress.objects.get_or_create(
                address=address, defaults={"requester": requester}
            )
            if is_new and requester.tickets.exists():
                renew_documents_of(requester)
            if row.requester_id == requester.pk:
                verify_address(row)
        return requester


def requester_of_user(user: User) -> Requester:
    """The requester behind an account that asks for help, made where there is none yet."""
    requester = link_user(user)
    if requester is not None:
        return requester
    try:
        with transaction.atomic():
            Requester.objects.create(name=user.name or user.email, user=user, created_at=now())
            return link_user(user) or Requester.objects.get(user=user)
    except IntegrityError:  # twice at once: the other one made it
        return Requester.objects.get(user=user)


def _take(user: User, proven: list[str]) -> Requester | None:
    known = Requester.objects.select_for_update(of=("self",)).filter(user__isnull=True)
    requester = known.filter(addresses__address__in=proven).order_by("pk").first()
    if requester is not None:
        requester.user = user
        requester.save(update_fields=["user"])
    return requester


def _verified_addresses(user: User) -> list[str]:
    verified = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return [address.lower() for address in verified.values_list("email", flat=True)]
