"""Known and unknown addresses get the same answer for the same work (SECURITY 3)."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.factories.people import UserFactory
from tests.jobs import deferred, run_jobs

pytestmark = pytest.mark.django_db


def ask(path, fields):
    """Status, address and page of the answer, without what differs by chance or was typed."""
    response = Client().post(path, fields, follow=True)
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", response.content.decode())
    typed = next(value for value in fields.values() if "@" in value)
    return response.redirect_chain, response.status_code, page.replace(typed, "ADDRESS")


PASSWORDS = {"password1": "violet-harbour-9", "password2": "violet-harbour-9"}

DOORS = pytest.mark.parametrize(
    ("path", "fields", "letters"),
    [
        ("/accounts/login/", lambda email: {"login": email, "password": "wrong"}, 0),
        ("/accounts/login/code/", lambda email: {"email": email}, 1),
        ("/accounts/password/reset/", lambda email: {"email": email}, 1),
        ("/accounts/signup/", lambda email: {"name": "Jane", "email": email, **PASSWORDS}, 1),
    ],
    ids=["sign in", "code", "reset", "sign up"],
)


@pytest.mark.slow
@DOORS
def test_the_answer_is_the_same_and_so_is_the_number_of_letters(path, fields, letters):
    UserFactory(email="known1@example.com", signs_in=True)

    known = ask(path, fields("known1@example.com"))
    after_known = len(deferred("agents.send_account_mail"))
    unknown = ask(path, fields("nobody@example.com"))
    after_unknown = len(deferred("agents.send_account_mail"))

    assert unknown == known
    assert (after_known, after_unknown - after_known) == (letters, letters)


@pytest.mark.slow
@DOORS
def test_as_many_passwords_are_hashed(path, fields, letters, monkeypatch):
    """Hashing is the one slow step, so counting it is measuring the time without a clock."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(args) or encode(self, *args)
    )
    UserFactory(email="known1@example.com", signs_in=True)
    hashed.clear()

    ask(path, fields("known1@example.com"))
    for_known = len(hashed)
    hashed.clear()
    ask(path, fields("nobody@example.com"))

    assert len(hashed) == for_known


def test_what_differs_stands_in_the_letter_alone(mailoutbox):
    UserFactory(email="known1@example.com", signs_in=True)

    for email in ["known1@example.com", "nobody@example.com"]:
        ask("/accounts/password/reset/", {"email": email})
    run_jobs()

    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["known1@example.com"], "Set a new password"),
        (["nobody@example.com"], "There is no account with this address"),
    ]
