import pytest
from django.contrib.auth import get_user

from agents.models import AccountMail, User
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP = "/accounts/signup/"
JANE = {
    "name": "Jane Doe",
    "email": "jane@example.com",
    "password1": "violet-harbour-9",
    "password2": "violet-harbour-9",
}


def test_signing_up_proves_the_address_by_a_mailed_code(client, posted_code):
    asked = client.post(SIGN_UP, JANE)
    before = get_user(client).is_authenticated
    done = client.post(asked.url, {"code": posted_code()})

    user = get_user(client)
    assert (before, user.email, user.name) == (False, "jane@example.com", "Jane Doe")
    assert user.emailaddress_set.get().verified
    assert done.url == "/tickets/"


def test_the_letter_says_nothing_that_the_visitor_wrote(client):
    client.post(SIGN_UP, JANE | {"name": "Cheap watches http://spam.example"})

    letter = AccountMail.objects.get()
    assert letter.to == "jane@example.com"
    assert "spam" not in letter.subject + letter.text + letter.html


def test_a_wrong_code_proves_nothing(client):
    asked = client.post(SIGN_UP, JANE)

    client.post(asked.url, {"code": "WRONG"})

    assert not User.objects.get(email="jane@example.com").emailaddress_set.get().verified
    assert not get_user(client).is_authenticated


@pytest.mark.slow
@pytest.mark.parametrize(
    "password",
    ["short-9", "1234567890123", "password1234", "jane@example.com"],
    ids=["short", "digits", "common", "like the address"],
)
def test_a_weak_password_is_refused_beside_the_field(client, password):
    response = client.post(SIGN_UP, JANE | {"password1": password, "password2": password})

    assert response.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_a_name_is_asked_for(client):
    response = client.post(SIGN_UP, JANE | {"name": " "})

    assert response.context["form"].errors["name"]


@pytest.mark.slow
def test_who_changes_to_an_address_gets_it_from_whoever_waited_on_it_unproven(client, posted_code):
    squatter = UserFactory(email="jane@example.com", signs_in=True)
    squatter.emailaddress_set.update(verified=False)
    jane = UserFactory(email="old@example.com", signs_in=True)
    client.force_login(jane)

    asked = client.post("/accounts/email/", {"email": "jane@example.com", "action_add": ""})
    asked = client.post(asked.url, {"password": PASSWORD})
    client.post(asked.url, {"code": "WRONG"})
    assert User.objects.filter(pk=squatter.pk).exists()
    client.post(asked.url, {"code": posted_code()})

    jane.refresh_from_db()
    assert jane.email == "jane@example.com"
    assert not User.objects.filter(pk=squatter.pk).exists()
