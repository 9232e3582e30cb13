"""Every address of the desk, met by people for whom it is not."""

import re
from uuid import uuid4

import pytest

from helpdesk.checks import audience, find_routes
from tests.factories.people import UserFactory

SAMPLES = {
    "uuid": str(uuid4()),
    "int": "1",
    "number": "100000",
}

PUBLIC = {
    "": "the home of the support center",
    "a/<str:token>/": "a mailed link",
    "accounts/2fa/authenticate/": "between password and second factor",
    "accounts/3rdparty/login/cancelled/": "signing in",
    "accounts/3rdparty/signup/": "signing up",
    "accounts/confirm-email/": "signing up",
    "accounts/inactive/": "signing in",
    "accounts/login/": "signing in",
    "accounts/login/code/": "signing in",
    "accounts/login/code/confirm/": "signing in",
    "accounts/logout/": "asks a visitor nothing",
    "accounts/password/reset/": "a forgotten password",
    "accounts/password/reset/done/": "a forgotten password",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "a forgotten password",
    "accounts/password/reset/key/done/": "a forgotten password",
    "accounts/signup/": "signing up",
    "admin/login/": "leads to signing in",
    "demo/mail/": "in demo mode only",
    "demo/mail/<str:name>/html/": "in demo mode only",
    "healthz": "for watchdogs",
    "readyz": "for load balancers",
    "tickets/<slug:number>/": "guests, by the link they followed",
    "tickets/<slug:number>/close/": "guests, by the link they followed",
    "tickets/<slug:number>/files/<uuid:token>/": "guests, by the link they followed",
    "tickets/<slug:number>/files/<uuid:token>/picture/": "guests, by the link they followed",
    "tickets/<slug:number>/links/<int:key>/revoke/": "guests, by the link they followed",
    "tickets/<slug:number>/opened/": "whoever just opened it",
    "tickets/<slug:number>/reopen/": "guests, by the link they followed",
    "tickets/new/": "opening a ticket",
    "tickets/status/": "asking for a link",
}

ROUTES = list(find_routes())


def address(route):
    """The route with something in the place of each of its parameters."""
    filled = re.sub(r"<(\w+):(\w+)>", lambda m: SAMPLES.get(m[1], SAMPLES.get(m[2], "something")), route)
    return "/" + filled


def simple(routes):
    """Without routes written as regular expressions, whose addresses need their own words."""
    return [route for route in routes if "^" not in route and "(" not in route]


CLOSED = simple(route for route, pattern in ROUTES if audience(pattern) != "everybody")
FOR_AGENTS = simple(route for route, pattern in ROUTES if audience(pattern) == "agents")


def test_only_these_routes_are_open_to_everybody():
    assert {route for route, pattern in ROUTES if audience(pattern) == "everybody"} == set(PUBLIC)


def test_a_visitor_is_led_to_sign_in(client, db, subtests):
    for route in CLOSED:
        response = client.get(address(route))

        with subtests.test(route):
            assert response.status_code == 302
            assert "/login/" in response["Location"]


def test_a_requester_is_told_that_the_panel_is_not_for_them(client, db, subtests):
    client.force_login(UserFactory())
    for route in FOR_AGENTS:
        response = client.get(address(route))

        with subtests.test(route):
            assert response.status_code == 403


@pytest.mark.slow
def test_an_administrator_s_pages_are_not_for_others(client, db):
    client.force_login(UserFactory())
    pages = [route for route in CLOSED if route.startswith("admin/")]

    answers = {client.get(address(route)).status_code for route in pages}

    assert len(pages) > 50
    assert 200 not in answers
