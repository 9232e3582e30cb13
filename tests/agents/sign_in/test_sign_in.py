import pytest
from django.contrib.auth import get_user

from tests.factories.people import PASSWORD, AdministratorFactory, AgentFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.slow
@pytest.mark.parametrize(
    ("person", "page"),
    [
        (lambda: AgentFactory(user__signs_in=True).user, "/panel/"),
        (lambda: AgentFactory(user__signs_in=True, user__is_staff=True).user, "/panel/"),
        (lambda: AdministratorFactory(signs_in=True), "/admin/"),
        (lambda: UserFactory(signs_in=True), "/tickets/"),
        (lambda: AgentFactory(user__signs_in=True, is_active=False).user, "/tickets/"),
    ],
    ids=["agent", "agent and administrator", "administrator", "requester", "agent no more"],
)
def test_everybody_lands_where_the_work_is(client, person, page):
    response = sign_in(client, person().email)

    assert (response.status_code, response.url) == (302, page)
    assert is_signed_in(client)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/tickets/104519/", "/tickets/104519/"),
        ("http://testserver/tickets/", "http://testserver/tickets/"),
        ("https://evil.example/", "/tickets/"),
        ("//evil.example/", "/tickets/"),
        ("http:///evil.example/", "/tickets/"),
        ("javascript:alert(1)", "/tickets/"),
    ],
)
def test_the_page_that_was_asked_for_opens_unless_it_is_elsewhere(client, asked, page):
    response = sign_in(client, UserFactory(signs_in=True).email, next=asked)

    assert response.url == page


def test_an_address_is_known_however_it_is_written(client):
    UserFactory(email="jane@example.com", signs_in=True)

    sign_in(client, "Jane@Example.COM")

    assert get_user(client).email == "jane@example.com"


def test_a_deactivated_account_does_not_open(client):
    sign_in(client, UserFactory(signs_in=True, is_active=False).email)

    assert not is_signed_in(client)


def test_an_unproven_address_is_asked_for_the_code_first(client, posted_code):
    user = UserFactory(signs_in=True)
    user.emailaddress_set.update(verified=False)

    asked = sign_in(client, user.email)
    before = is_signed_in(client)
    client.post(asked.url, {"code": posted_code()})

    assert asked.url == "/accounts/confirm-email/"
    assert (before, is_signed_in(client)) == (False, True)


def test_guessing_is_stopped_after_five_attempts(client):
    user = UserFactory(signs_in=True)
    for _ in range(5):
        sign_in(client, user.email, "wrong")

    response = sign_in(client, user.email)

    assert "Too many failed login attempts" in response.content.decode()
    assert not is_signed_in(client)


def test_guessing_is_stopped_whatever_host_and_address_the_guesser_claims(client, settings):
    user = UserFactory(signs_in=True)
    for attempt in range(5):
        headers = {"Host": f"testserver:{8000 + attempt}", "X-Forwarded-For": f"198.51.100.{attempt}"}
        client.post(LOGIN, {"login": user.email, "password": "wrong"}, headers=headers)

    response = sign_in(client, user.email)

    assert "Too many failed login attempts" in response.content.decode()


def test_one_guesser_is_stopped_and_another_network_address_is_not(client, settings):
    settings.TRUSTED_PROXIES = 1
    for attempt in range(10):
        client.post(
            LOGIN,
            {"login": f"{attempt}@example.com", "password": "x"},
            headers={"X-Forwarded-For": "6.6.6.6"},
        )
    user = UserFactory(signs_in=True)
    right = {"login": user.email, "password": PASSWORD}

    client.post(LOGIN, right, headers={"X-Forwarded-For": "1.1.1.1, 6.6.6.6"})
    guesser_is_in = is_signed_in(client)
    client.post(LOGIN, right, headers={"X-Forwarded-For": "6.6.6.6, 1.1.1.1"})

    assert (guesser_is_in, is_signed_in(client)) == (False, True)


def test_signing_out_takes_a_post(client):
    client.force_login(UserFactory())

    client.get("/accounts/logout/")
    after_get = is_signed_in(client)
    response = client.post("/accounts/logout/")

    assert (after_get, is_signed_in(client), response.url) == (True, False, "/")


def test_a_code_by_mail_opens_the_account_too(client, posted_code):
    user = UserFactory(signs_in=True)

    asked = client.post("/accounts/login/code/", {"email": user.email})
    client.post(asked.url, {"code": posted_code()})

    assert is_signed_in(client)


def test_django_admin_is_entered_by_the_same_door(client):
    response = client.get("/admin/login/?next=/admin/agents/")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fadmin%2Fagents%2F")


def test_django_admin_has_no_way_of_its_own_to_change_a_password(client, settings):
    settings.REQUIRE_ADMIN_MFA = False
    client.force_login(AdministratorFactory())

    assert client.get("/admin/password_change/").url == "/accounts/password/change/"


@pytest.mark.parametrize("person", [UserFactory, lambda: AgentFactory().user], ids=["requester", "agent"])
def test_django_admin_is_shut_for_everybody_else(client, person):
    client.force_login(person())

    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_the_known_sign_ins_are_shown_in_demo_mode_only(client, settings, demo, shown):
    settings.DEMO = demo

    sign_ins = client.get(LOGIN).context["demo_sign_ins"]

    assert ("john@example.com" in [known["email"] for known in sign_ins]) is shown
