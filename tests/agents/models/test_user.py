import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError

from agents.models import User
from helpdesk import settings
from tests.factories.people import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_lower_case():
    user = User.objects.create_user(" Jane@Example.COM ", name="Jane")

    assert user.email == "jane@example.com"
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.filter(pk=user.pk).update(email="Jane@example.com")


def test_a_user_needs_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_who_is_made_administrator_on_the_server_has_a_proven_address(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-long-enough-secret")

    call_command("createsuperuser", email="root@example.com", name="Root", interactive=False, verbosity=0)

    user = User.objects.get(email="root@example.com")
    assert user.is_administrator
    assert user.emailaddress_set.get().verified
    assert authenticate(None, email="root@example.com", password="a-long-enough-secret") == user


@pytest.mark.parametrize(
    ("person", "may_configure"),
    [
        (lambda: AdministratorFactory(), True),
        (lambda: AdministratorFactory(is_active=False), False),
        (lambda: UserFactory(), False),
    ],
    ids=["administrator", "former administrator", "anybody else"],
)
def test_administrators_may_configure_everything_and_nobody_else_anything(person, may_configure):
    user = person()

    assert user.has_perm("sla.change_plan") is may_configure
    assert user.has_perms(["sla.change_plan"]) is may_configure
    assert user.has_module_perms("tickets") is may_configure


def test_passwords_are_kept_by_argon2():
    assert settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_a_short_name_is_there_even_without_a_name():
    assert UserFactory(name="Jane Doe").get_short_name() == "Jane"
    assert UserFactory(name="", email="x@example.com").get_short_name() == "x@example.com"
