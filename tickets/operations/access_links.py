"""Access links: issued with a letter, followed by its reader, slid on while in use, revoked (SECURITY.md 2).

The token is in the letter and nowhere else; the row knows its SHA-256. Guessing 256 random bits is out of
reach, so a plain hash is enough.
"""

import base64
import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.utils.crypto import salted_hmac

from agents.models import Agent, AuditRecord
from agents.operations.record_audit import record_audit
from sla.moment import now
from tickets.access import require
from tickets.models import AccessLink, Delivery, Requester, RequesterAddress, Ticket
from tickets.operations.register_requester import verify_address

LASTS: Final = timedelta(days=30)
"""Wall time since the link was mailed or last used to write."""


def issue_link(ticket: Ticket, requester: Requester, *, delivery: Delivery | None = None) -> str:
    """Make a link for one person and one ticket; returns its token, which can't be had again.

    For one delivery there is one link: a letter that has to be sent twice carries the same token, so that
    no try leaves a link behind and whichever copy is read opens the ticket, unless it was revoked meanwhile.
    """
    token = secrets.token_urlsafe(32) if delivery is None else _token_for(delivery)
    moment = now()
    link = AccessLink(
        ticket=ticket,
        requester=requester,
        delivery=delivery,
        token_hash=hash_of(token),
        created_at=moment,
        expires_at=moment + LASTS,
    )
    AccessLink.objects.bulk_create([link], ignore_conflicts=True)
    return token


def _token_for(delivery: Delivery) -> str:
    """Drawn from the desk's secret key and the random name of the act, neither of which leaves the server."""
    drawn = salted_hmac("tickets.access_link", f"{delivery.act}:{delivery.pk}", algorithm="sha256")
    return base64.urlsafe_b64encode(drawn.digest()).rstrip(b"=").decode()


def find_link(token: str) -> AccessLink | None:
    """The link with this token while it holds; changes nothing."""
    links = AccessLink.objects.usable(now()).select_related("ticket", "requester")
    return links.filter(token_hash=hash_of(token)).first()


def use_link(link: AccessLink) -> None:
    """Somebody wrote by this link: it lasts on, and the address it was mailed to is proven.

    Looking does not count, since scanners of mail look too.
    """
    link.last_used_at = now()
    link.expires_at = link.last_used_at + LASTS
    link.save(update_fields=["last_used_at", "expires_at"])
    if link.delivery is not None:
        row = RequesterAddress.objects.filter(
            requester=link.requester_id, address=link.delivery.address.lower()
        ).first()
        if row is not None:
            verify_address(row)


def revoke_link(link: AccessLink, *, by: Agent | Requester, address: str | None = None) -> None:
    """End a link for ever, and with it what it granted; harmless when repeated. `address`: the network's.

    People on the ticket end each other's links; an agent needs `ticket.collaborate`, else PermissionDenied.
    """
    if isinstance(by, Agent):
        require(by, "ticket.collaborate", link.ticket)
    if link.revoked_at is not None:
        return
    link.revoked_at = now()
    link.save(update_fields=["revoked_at"])
    record_audit(
        AuditRecord.Kind.LINK_REVOKED,
        by=by.user,
        subject=f"#{link.ticket.number}",
        address=address,
        **{"agent" if isinstance(by, Agent) else "requester": by.name},
        mailed_to=link.requester.name,
    )


def revoke_links_of(person: Requester, ticket: Ticket) -> None:
    """Whoever leaves a ticket leaves its mailed links behind."""
    links = AccessLink.objects.filter(ticket=ticket, requester=person, revoked_at__isnull=True)
    links.update(revoked_at=now())


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
