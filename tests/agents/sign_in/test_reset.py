import re

import pytest
from django.contrib.auth import get_user
from django.test import Client

from agents.models import AccountMail
from agents.operations.invite import invite
from tests.factories.people import PASSWORD, AdministratorFactory, AgentFactory, UserFactory

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
NEW = "violet-harbour-9"


def follow_link_and_set(client, password=NEW):
    """Open the link of the last letter and set a password on the page it leads to."""
    link = re.search(r"(/accounts/password/reset/key/\S+)", AccountMail.objects.latest("pk").text)[1]
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_new_password_is_set_by_a_mailed_link_and_opens_the_account(client):
    agent = AgentFactory(user__signs_in=True)
    client.post(RESET, {"email": agent.email})

    done = follow_link_and_set(client)

    agent.user.refresh_from_db()
    assert agent.user.check_password(NEW)
    assert (get_user(client), done.url) == (agent.user, "/panel/")


@pytest.mark.slow
@pytest.mark.parametrize("host", ["testserver", "127.0.0.1:6666", "localhost"])
def test_links_are_made_from_the_site_address_never_from_the_host_of_the_request(client, settings, host):
    settings.SITE_URL = "https://desk.example.org"
    user = UserFactory(signs_in=True)

    for email in [user.email, "nobody@example.com"]:
        client.post(RESET, {"email": email}, headers={"Host": host})

    for letter in AccountMail.objects.all():
        assert re.findall(r"https?://[^/\s]+", letter.text) == ["https://desk.example.org"]
        assert letter.text.endswith(" · desk.example.org")


def test_a_link_works_once(client):
    client.post(RESET, {"email": UserFactory(signs_in=True).email})
    follow_link_and_set(Client())

    again = Client()
    link = re.search(r"(/accounts/password/reset/key/\S+)", AccountMail.objects.earliest("pk").text)[1]

    assert again.get(link).context["token_fail"]


@pytest.mark.slow
def test_other_sessions_end_with_the_old_password(client):
    user = UserFactory(signs_in=True)
    elsewhere = Client()
    elsewhere.force_login(user)
    before = get_user(elsewhere).is_authenticated

    client.post(RESET, {"email": user.email})
    follow_link_and_set(client)

    assert (before, get_user(elsewhere).is_authenticated) == (True, False)


def test_a_deactivated_account_gets_no_link(client):
    user = UserFactory(signs_in=True, is_active=False)

    client.post(RESET, {"email": user.email})

    letter = AccountMail.objects.get()
    assert letter.subject == "There is no account with this address"
    assert "/password/reset/key/" not in letter.text


@pytest.mark.slow
def test_a_squatter_who_knows_the_old_password_stays_outside_when_the_owner_comes(client):
    """Somebody signs up with Jane's address and waits; then Jane is invited and sets her password."""
    squatter = Client()
    squatter.post(
        "/accounts/signup/",
        {"name": "S", "email": "jane@example.com", "password1": PASSWORD, "password2": PASSWORD},
    )
    waiting = squatter.get("/accounts/login/").url

    jane = invite("jane@example.com", name="Jane", by=AdministratorFactory())
    client.post(RESET, {"email": jane.email})
    follow_link_and_set(client)

    assert get_user(client) == jane.user
    squatter.get(waiting)
    squatter.post("/accounts/login/", {"login": jane.email, "password": PASSWORD})
    assert not get_user(squatter).is_authenticated


@pytest.mark.slow
def test_the_link_proves_an_address_that_is_the_only_one(client):
    user = UserFactory(signs_in=True)
    user.emailaddress_set.update(verified=False)
    client.post(RESET, {"email": user.email})

    follow_link_and_set(client)

    assert user.emailaddress_set.get().verified
    assert get_user(client) == user


def test_too_many_letters_to_one_address_are_refused(client):
    user = UserFactory(signs_in=True)

    answers = [client.post(RESET, {"email": user.email}).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert AccountMail.objects.count() == 5
