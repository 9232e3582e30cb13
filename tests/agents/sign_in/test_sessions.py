from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.test import Client

from sla.moment import at, now
from tests.factories.people import PASSWORD, AgentFactory, UserFactory

pytestmark = pytest.mark.django_db
SOMEWHERE = "/accounts/email/"


def signed_in(user):
    client = Client(headers={"User-Agent": "A browser"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


@pytest.mark.slow
def test_sessions_are_listed_and_the_others_can_be_ended():
    user = UserFactory(signs_in=True)
    here, elsewhere = signed_in(user), signed_in(user)

    listed = here.get("/accounts/sessions/").context["sessions"]
    here.post("/accounts/sessions/")

    assert [session.user_agent for session in listed] == ["A browser", "A browser"]
    assert get_user(here) == user
    assert not get_user(elsewhere).is_authenticated


def go_away_and_come_back(client, minutes):
    start = now()
    with at(start):
        client.get(SOMEWHERE)
    with at(start + timedelta(minutes=minutes)):
        return client.get(SOMEWHERE)


@pytest.mark.slow
@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_an_agent_who_walked_away_is_signed_out(client, settings, minutes, stays):
    settings.AGENT_IDLE_MINUTES = 30
    client.force_login(AgentFactory().user)

    response = go_away_and_come_back(client, minutes)

    assert get_user(client).is_authenticated is stays
    assert response.status_code == (200 if stays else 302)
    assert stays or response.url == f"/accounts/login/?next={SOMEWHERE}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("idle_minutes", "person"),
    [(0, lambda: AgentFactory().user), (30, UserFactory)],
    ids=["where the setting is off", "requesters"],
)
def test_others_stay(client, settings, idle_minutes, person):
    settings.AGENT_IDLE_MINUTES = idle_minutes
    client.force_login(person())

    go_away_and_come_back(client, 600)

    assert get_user(client).is_authenticated


@pytest.mark.slow
def test_work_keeps_an_agent_signed_in_and_what_a_page_fetches_by_itself_does_not(client, settings):
    settings.AGENT_IDLE_MINUTES = 30
    client.force_login(AgentFactory().user)
    start = now()

    with at(start):
        client.get(SOMEWHERE)
    with at(start + timedelta(minutes=20)):
        client.get(SOMEWHERE)
    with at(start + timedelta(minutes=40)):
        client.get(SOMEWHERE, headers={"HX-Request": "true"})
        after_work = get_user(client).is_authenticated
    with at(start + timedelta(minutes=55)):
        client.get(SOMEWHERE, headers={"HX-Request": "true"})

    assert after_work
    assert not get_user(client).is_authenticated
