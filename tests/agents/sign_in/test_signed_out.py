"""What was written is not lost where the sign-in ended meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client

from agents.permissions import AGENT_ROLE
from sla.moment import at, now
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.tickets.center.pages import fields_of

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def agent():
    return agent_in(DepartmentFactory(), permissions=AGENT_ROLE)


@pytest.fixture
def ticket(agent):
    return open_a_ticket(department=agent.memberships.get().department)


def address(ticket, verb):
    return f"/panel/tickets/{ticket.number}/{verb}/"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("verb", "field"), [("reply", "message"), ("note", "message"), ("transfer", "comment")]
)
def test_what_a_signed_out_agent_wrote_comes_back_and_can_be_sent_after_the_sign_in(
    agent, ticket, verb, field
):
    browser = Client()

    page = browser.post(address(ticket, verb), {field: "An hour of <work>.", "then": ""}, headers=OURS)

    assert page.status_code == 403
    assert "You are signed out" in page.content.decode()
    browser.force_login(agent.user)
    offered = fields_of(page.content.decode())
    assert offered == {**offered, field: "An hour of <work>.", "then": ""}
    if verb != "transfer":
        browser.post(address(ticket, verb), offered, headers=OURS)
        assert ticket.entries.last().body_text == "An hour of <work>."


@pytest.mark.parametrize(
    ("data", "site"),
    [({"message": ""}, "same-origin"), ({"message": "Words"}, "cross-site"), ({"message": "Words"}, None)],
    ids=["nothing written", "another site's form", "a browser that does not say"],
)
def test_others_are_led_to_the_sign_in(ticket, data, site):
    page = Client().post(address(ticket, "reply"), data, headers={"Sec-Fetch-Site": site} if site else {})

    assert (page.status_code, page.url) == (302, f"/accounts/login/?next={address(ticket, 'reply')}")


def test_in_a_dialog_it_stays_in_the_dialog(ticket):
    dialog = {**OURS, "HX-Request": "true", "HX-Target": "dialog"}

    page = Client().post(address(ticket, "escalate"), {"comment": "Tried all."}, headers=dialog)

    assert page.status_code == 403
    assert page.content.decode().lstrip().startswith('<div class="dialog-head">')
    assert f'hx-post="{address(ticket, "escalate")}"' in page.content.decode()
    assert fields_of(page.content.decode())["comment"] == "Tried all."


def test_what_an_agent_sends_after_a_long_while_comes_back(agent, ticket, settings):
    settings.AGENT_IDLE_MINUTES = 30
    browser, start = Client(), now()
    browser.force_login(agent.user)
    with at(start):
        browser.get("/panel/")

    with at(start + timedelta(minutes=31)):
        page = browser.post(address(ticket, "reply"), {"message": "Slowly written"}, headers=OURS)

    assert page.status_code == 403
    assert fields_of(page.content.decode())["message"] == "Slowly written"


def test_a_part_of_a_page_that_is_fetched_leaves_the_page_with_what_is_written_on_it(ticket):
    headers = {"HX-Request": "true", "HX-Target": "consequences"}

    part = Client().get(address(ticket, "transfer") + "?department=1", headers=headers)

    assert part.status_code == 403
    assert "HX-Redirect" not in part.headers
    assert part.content.decode().strip().startswith('<div id="consequences"')
    assert "You are signed out" in part.content.decode()


def test_a_dialog_that_is_opened_leads_to_the_sign_in(ticket):
    asked = Client().get(address(ticket, "transfer"), headers={"HX-Request": "true", "HX-Target": "dialog"})

    assert (asked.status_code, "/accounts/login/" in asked.headers["HX-Redirect"]) == (204, True)


@pytest.mark.slow
def test_what_was_sent_again_with_a_stale_token_is_sent_on_once_without_asking(agent, ticket):
    """The token is a new one since the sign-in in another tab."""
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(address(ticket, "note"), {"message": "Work"}, headers=OURS)
    browser.force_login(agent.user)
    offered = fields_of(page.content.decode())

    stale = browser.post(
        address(ticket, "note"), {**offered, "csrfmiddlewaretoken": "x" * 64}, headers=OURS
    ).content.decode()

    assert "data-send-at-once" in stale
    on = fields_of(stale)
    assert "send_again" not in on
    again = browser.post(address(ticket, "note"), {**on, "csrfmiddlewaretoken": "x" * 64}, headers=OURS)
    assert "data-send-at-once" not in again.content.decode()
    browser.post(address(ticket, "note"), on, headers=OURS)
    assert ticket.entries.last().body_text == "Work"
