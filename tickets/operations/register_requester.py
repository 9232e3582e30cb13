"""Register a requester: an address becomes a person we help."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.utils import IntegrityError

from sla.moment import now
from tickets.models import Organization, Requester, RequesterAddress

RENEWED_AFTER: Final = timedelta(days=1)
"""Not at every click: a proof of today is as good as one of now."""


def register_requester(address: str, *, name: str = "", phone: str = "") -> Requester:
    """The requester behind an address, made where nobody is known by it; what is known is not overwritten.

    Whoever typed the address has not proven it, so a known person's name and phone stay as they are.
    Two at once make one. The caller has validated the address.
    """
    address = address.strip().lower()
    known = Requester.objects.filter(addresses__address=address).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            requester = Requester.objects.create(
                name=name.strip() or address.partition("@")[0], phone=phone.strip(), created_at=now()
            )
            RequesterAddress.objects.create(requester=requester, address=address)
    except IntegrityError:
        return Requester.objects.get(addresses__address=address)
    return requester


def verify_address(row: RequesterAddress) -> None:
    """A mailed link or code came back: the address is proven for PROVEN_FOR from now.

    Its domain may bring an organization.
    """
    moment = now()
    if row.verified_at is not None and row.verified_at > moment - RENEWED_AFTER:
        return
    row.verified_at = moment
    row.save(update_fields=["verified_at"])
    requester = row.requester
    if requester.organization_id is None:
        domain = row.address.rpartition("@")[2]
        requester.organization = Organization.objects.filter(domains__contains=[domain]).first()
        requester.save(update_fields=["organization"])
