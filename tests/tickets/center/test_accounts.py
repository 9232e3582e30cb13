import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed

from tests.factories.people import PASSWORD, UserFactory
from tests.tickets.center.conftest import account
from tickets.center.accounts import signed_in
from tickets.models import Requester, RequesterAddress
from tickets.operations.link_user import link_user, requester_of_user
from tickets.operations.register_requester import register_requester

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_signing_in_finds_the_requester_of_a_verified_address(client, desk):
    requester = register_requester("amara@example.com", name="Amara")
    user = UserFactory(email="amara@example.com", signs_in=True)

    client.post("/accounts/login/", {"login": "amara@example.com", "password": PASSWORD})

    requester.refresh_from_db()
    assert requester.user == user
    assert requester.addresses.get().verified_at is not None


def test_confirming_an_address_finds_the_requester(rf, desk):
    requester = register_requester("amara@example.com", name="Amara")
    user = account("Amara", "amara@example.com")

    email_confirmed.send(EmailAddress, request=rf.get("/"), email_address=EmailAddress.objects.get(user=user))

    requester.refresh_from_db()
    assert requester.user == user


def test_an_address_nobody_has_proven_finds_nobody(desk):
    requester = register_requester("amara@example.com", name="Amara")
    user = UserFactory(email="amara@example.com")
    EmailAddress.objects.create(user=user, email="amara@example.com", verified=False, primary=True)

    signed_in(user=user)

    requester.refresh_from_db()
    assert requester.user is None
    assert requester.addresses.get().verified_at is None


def test_a_requester_of_another_account_stays_there(desk):
    owner = account("Amara", "amara@example.com")
    requester = register_requester("amara@example.com", name="Amara")
    requester.addresses.create(address="shared@example.com")
    link_user(owner)

    assert link_user(account("Eve", "shared@example.com")) is None
    requester.refresh_from_db()
    assert requester.user == owner


def test_further_verified_addresses_become_the_requesters_unless_they_are_somebody_elses(desk):
    user = account("Amara", "amara@example.com")
    register_requester("amara@example.com", name="Amara")
    other = register_requester("taken@example.com", name="Other")
    for address in ("second@example.com", "taken@example.com"):
        EmailAddress.objects.create(user=user, email=address, verified=True)

    requester = link_user(user)

    assert sorted(requester.addresses.values_list("address", flat=True)) == [
        "amara@example.com",
        "second@example.com",
    ]
    assert RequesterAddress.objects.get(address="taken@example.com").requester == other


def test_an_account_that_asks_for_help_gets_one_requester_for_ever(desk):
    user = account("Amara", "amara@example.com")

    first, second = requester_of_user(user), requester_of_user(user)

    assert first == second
    assert (first.name, first.address, first.user) == ("Amara", "amara@example.com", user)
    assert Requester.objects.filter(user=user).count() == 1
