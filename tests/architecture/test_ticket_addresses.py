"""Every address of a ticket, met by people whose business it is not (SECURITY: not yours is 404)."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from agents.models import User
from agents.permissions import EVERY_CODE
from helpdesk.checks import find_routes
from tests.factories.people import AgentFactory, DepartmentFactory, UserFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tickets.files.store import keep_upload
from tickets.models import Attachment, Event
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import Source

PANEL, CENTER = "panel/tickets/<slug:number>/", "tickets/<slug:number>/"
SIGN_IN, NOT_THEIRS, SHUT, COMES_IN, NO_SUCH_METHOD = "to the sign-in", 403, 404, "comes in", 405

WHO = {
    "nobody": {PANEL: SIGN_IN, CENTER: SHUT},
    "another requester": {PANEL: NOT_THEIRS, CENTER: SHUT},
    "agent of no department": {PANEL: SHUT, CENTER: SHUT},
    "stranger": {PANEL: SHUT, CENTER: SHUT},
}


@pytest.fixture
def support(db):
    return DepartmentFactory(name="Support")


@pytest.fixture
def james(db):
    return RequesterFactory(user=UserFactory())


@pytest.fixture
def ticket(james, support):
    """With a file, so that there is something behind each address."""
    ticket = open_a_ticket(requester=james, department=support)
    upload = keep_upload(ContentFile(b"what happened"), "log.txt")
    receive_message(ticket, Body.from_text("See here."), by=james, source=Source.WEB, uploads=[upload])
    return ticket


@pytest.fixture
def browsers(james, support):
    users = {
        "nobody": None,
        "another requester": RequesterFactory(user=UserFactory()).user,
        "agent of no department": AgentFactory().user,
        "stranger": agent_in(DepartmentFactory(name="Elsewhere"), permissions=EVERY_CODE).user,
        "james": james.user,
        "an agent of Support": agent_in(support, permissions=EVERY_CODE).user,
    }
    return {name: _browser(user) for name, user in users.items()}


@pytest.fixture
def addresses(ticket):
    """Where a ticket is met, by door."""
    token = Attachment.objects.get(entry__ticket=ticket).token
    parts = {"number": ticket.number, "token": str(token), "key": "1"}
    return {
        door: [_filled(route, parts) for route, _ in find_routes() if route.startswith(door)]
        for door in (PANEL, CENTER)
    }


@pytest.mark.parametrize(
    ("who", "method"), [*((who, "POST") for who in WHO), ("another requester", "GET"), ("stranger", "GET")]
)
def test_a_ticket_opens_at_no_address_to_those_it_does_not_concern(browsers, addresses, ticket, who, method):
    before = Event.objects.count()

    wrong = {
        address: answer
        for door, theirs in WHO[who].items()
        for address in addresses[door]
        if (answer := _answer(browsers[who], method, address)) not in (theirs, NO_SUCH_METHOD)
    }

    assert wrong == {}
    assert Event.objects.count() == before


def test_there_is_a_ticket_behind_these_addresses(browsers, addresses, ticket):
    panel = ["", "transfer/", f"files/{Attachment.objects.get().token}/"]

    assert len(addresses[PANEL]) > 25
    assert len(addresses[CENTER]) > 6
    for page in panel:
        address = f"/panel/tickets/{ticket.number}/{page}"
        assert address in addresses[PANEL]
        assert _answer(browsers["an agent of Support"], "GET", address) == COMES_IN
    assert _answer(browsers["james"], "GET", f"/tickets/{ticket.number}/") == COMES_IN


def _answer(browser: Client, method: str, address: str) -> str | int:
    response = browser.generic(method, address)
    if response.status_code == 302 and "/login/" in response["Location"]:
        return SIGN_IN
    is_no = response.status_code in (NOT_THEIRS, SHUT, NO_SUCH_METHOD)
    return response.status_code if is_no else COMES_IN


def _filled(route: str, parts: dict[str, str]) -> str:
    return "/" + re.sub(r"<\w+:(\w+)>", lambda part: parts[part[1]], route)


def _browser(user: User | None) -> Client:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser
