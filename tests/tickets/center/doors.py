"""Browsers at the center's door: nobody, a guest who followed a link, people who are signed in."""

from django.test import Client
from django.urls import reverse

from tickets.models import Requester, Ticket
from tickets.operations.access_links import issue_link


def nobody() -> Client:
    return Client()


def signed_in(person) -> Client:
    """A browser of a requester or an agent who has signed in."""
    client = Client()
    client.force_login(person.user)
    return client


def guest_of(ticket: Ticket, requester: Requester | None = None) -> Client:
    """A browser that followed the link which was mailed to this person on the ticket."""
    client = Client()
    token = issue_link(ticket, requester or ticket.requester)
    client.get(reverse("center:link", args=[token]))
    return client
