"""What happens at the door stands in the audit log (SECURITY 15)."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from agents.models import AccountMail, AuditRecord
from tests.factories.people import PASSWORD, AgentFactory, UserFactory

pytestmark = pytest.mark.django_db


def log():
    return [(row.kind, row.user, row.subject, row.address) for row in AuditRecord.objects.order_by("pk")]


def test_signing_in_and_out_is_recorded_with_the_address_it_came_from(client, settings):
    settings.TRUSTED_PROXIES = 1
    user = AgentFactory(user__signs_in=True).user
    headers = {"X-Forwarded-For": "6.6.6.6, 198.51.100.1"}

    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, headers=headers)
    client.post("/accounts/logout/", headers=headers)

    assert log() == [
        ("signed_in", user, user.email, "198.51.100.1"),
        ("signed_out", user, user.email, "198.51.100.1"),
    ]


def test_a_failure_is_recorded_by_nobody_and_without_the_password(client):
    user = UserFactory(signs_in=True)

    client.post("/accounts/login/", {"login": user.email, "password": "a-wrong-secret"})

    record = AuditRecord.objects.get()
    assert (record.kind, record.user, record.subject) == ("sign_in_failed", None, user.email)
    assert record.details == {"step": "password"}


def test_a_failed_second_factor_is_recorded(client):
    user = UserFactory(signs_in=True)
    TOTP.activate(user, generate_totp_secret())
    asked = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    client.post(asked.url, {"code": "000000"})

    record = AuditRecord.objects.get()
    assert (record.kind, record.user, record.details) == ("sign_in_failed", user, {"step": "second factor"})


def test_a_wrong_mailed_code_is_recorded(client):
    user = UserFactory(signs_in=True)
    asked = client.post("/accounts/login/code/", {"email": user.email})

    client.post(asked.url, {"code": "WRONG"})

    record = AuditRecord.objects.get()
    assert (record.kind, record.user, record.details) == ("sign_in_failed", user, {"step": "mailed code"})


def test_signing_up_is_recorded(client):
    passwords = {"password1": "violet-harbour-9", "password2": "violet-harbour-9"}

    client.post("/accounts/signup/", {"name": "Jane", "email": "jane@example.com", **passwords})

    assert [(kind, subject) for kind, _, subject, _ in log()] == [("signed_up", "jane@example.com")]


def test_a_changed_password_is_recorded_and_told_to_its_owner(client):
    user = UserFactory(signs_in=True)
    client.force_login(user)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "violet-harbour-9", "password2": "violet-harbour-9"},
    )

    assert log() == [("password_changed", user, user.email, "127.0.0.1")]
    assert AccountMail.objects.get().to == user.email


def test_nobody_in_particular_signing_out_is_nothing_to_record():
    Client().post("/accounts/logout/")

    assert log() == []
