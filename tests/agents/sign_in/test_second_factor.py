import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.contrib.auth import get_user

from agents.models import AccountMail
from tests.factories.people import PASSWORD, AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up(client, user):
    """Set up an authenticator app as a person does, and sign out again; gives its secret."""
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    asked = client.get(SET_UP)
    client.post(asked.url, {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": code_of(secret)})
    client.post("/accounts/logout/")
    return secret


def test_an_administrator_enters_django_admin_with_a_second_factor_only(client, settings):
    settings.REQUIRE_ADMIN_MFA = True
    administrator = AdministratorFactory(signs_in=True)
    client.force_login(administrator)

    before = client.get("/admin/")
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={})
    after = client.get("/admin/")

    assert (before.status_code, before.url, after.status_code) == (302, SET_UP, 200)


def test_it_is_not_asked_for_where_the_setting_says_so(client, settings):
    settings.REQUIRE_ADMIN_MFA = False
    client.force_login(AdministratorFactory())

    assert client.get("/admin/").status_code == 200


def test_an_administrator_without_one_can_still_leave(client, settings):
    settings.REQUIRE_ADMIN_MFA = True
    client.force_login(AdministratorFactory())

    client.post("/admin/logout/")

    assert not get_user(client).is_authenticated


def test_the_password_alone_no_longer_opens_an_account_with_a_second_factor(client):
    user = UserFactory(signs_in=True)
    secret = set_up(client, user)

    asked = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    after_password = get_user(client).is_authenticated
    client.post(asked.url, {"code": "000000"})
    after_guess = get_user(client).is_authenticated
    client.post(asked.url, {"code": code_of(secret)})

    assert (after_password, after_guess, get_user(client)) == (False, False, user)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["code", "reset"])
def test_no_other_way_in_leads_around_it(client, posted_code, way):
    user = UserFactory(signs_in=True)
    set_up(client, user)
    if way == "code":
        asked = client.post("/accounts/login/code/", {"email": user.email})
        client.post(asked.url, {"code": posted_code()})
    else:
        client.post("/accounts/password/reset/", {"email": user.email})
        link = re.search(r"(/accounts/password/reset/key/\S+)", AccountMail.objects.latest("pk").text)[1]
        form = client.get(link, follow=True)
        passwords = {"password1": "violet-harbour-9", "password2": "violet-harbour-9"}
        client.post(form.request["PATH_INFO"], passwords)

    assert not get_user(client).is_authenticated
    assert client.get("/accounts/login/").url == "/accounts/2fa/authenticate/"


@pytest.mark.slow
def test_the_secret_is_encrypted_and_survives_a_change_of_the_key(client, settings):
    user = UserFactory(signs_in=True)

    secret = set_up(client, user)

    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert decrypt(kept) == secret
