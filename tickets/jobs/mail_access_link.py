"""The way back to a ticket whose link is lost.

Deferred whatever was typed, so that page, answer and work are the same whether or not there is such a
ticket (SECURITY.md 3): only the owner of the mailbox learns more.
"""

from uuid import uuid4

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from sla.moment import now
from tickets.access import visible_to
from tickets.jobs.send_delivery import defer_sending
from tickets.models import Delivery, Requester, Ticket
from tickets.notifications.limits import has_had_enough


@jobs.task(name="tickets.mail_access_link", queue="send")
def mail_access_link(address: str, number: str) -> None:
    """Mail a link to whoever is on the ticket with this address; to nobody else, and not too often."""
    address = address.strip().lower()
    requester = Requester.objects.filter(addresses__address=address).first()
    if requester is None:
        return
    ticket = visible_to(requester).filter(number=number.strip().lstrip("#").upper()).first()
    if ticket is not None:
        _mail(ticket, requester, address)


@transaction.atomic
def _mail(ticket: Ticket, requester: Requester, address: str) -> None:
    if has_had_enough(requester, Delivery.Letter.ACCESS, most=settings.ACCESS_LINKS_PER_HOUR):
        return
    delivery = Delivery.objects.create(
        ticket=ticket,
        act=uuid4(),
        channel=Delivery.Channel.MAIL,
        letter=Delivery.Letter.ACCESS,
        requester=requester,
        address=address,
        created_at=now(),
    )
    defer_sending(delivery)
