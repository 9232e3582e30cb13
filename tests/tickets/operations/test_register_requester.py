from datetime import timedelta

import pytest

from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import OrganizationFactory, RequesterFactory
from tickets.models import Requester, RequesterAddress
from tickets.operations.register_requester import register_requester, verify_address

pytestmark = pytest.mark.django_db


def test_an_address_becomes_a_person():
    with at(tuesday("09:00")):
        person = register_requester(" Kofi@Example.com ", name=" Kofi ", phone=" 123 ")

    assert (person.name, person.phone, person.created_at) == ("Kofi", "123", tuesday("09:00"))
    assert person.address == "kofi@example.com"
    assert person.addresses.get().verified_at is None


def test_without_a_name_the_address_serves_as_one():
    assert register_requester("kofi@example.com").name == "kofi"


def test_what_is_known_is_not_overwritten():
    known = RequesterFactory(name="Kofi", phone="123", address="kofi@example.com")

    person = register_requester("KOFI@example.com", name="Mallory", phone="666")

    person.refresh_from_db()
    assert (person, person.name, person.phone) == (known, "Kofi", "123")
    assert Requester.objects.count() == 1


class TestVerifying:
    def test_a_proven_address_is_remembered_since_when(self):
        row = RequesterFactory().addresses.get()

        with at(tuesday("09:00")):
            verify_address(row)
        with at(tuesday("10:00")):
            verify_address(row)

        row.refresh_from_db()
        assert row.verified_at == tuesday("09:00")

    def test_a_proof_holds_for_a_year_and_is_renewed_by_the_next(self):
        person = RequesterFactory(address="first@example.com")
        first = person.addresses.get()
        second = RequesterAddress.objects.create(requester=person, address="second@example.com")
        with at(tuesday("09:00")):
            verify_address(second)

        with at(tuesday("09:00") + timedelta(days=364)):
            assert Requester.objects.get().address == "second@example.com"
        with at(tuesday("09:00") + timedelta(days=366)):
            assert Requester.objects.get().address == "first@example.com"
            verify_address(first)
            verify_address(second)
        with at(tuesday("09:00") + timedelta(days=400)):
            assert [row.is_verified for row in person.addresses.all()] == [True, True]

    def test_its_domain_brings_the_organization(self):
        organization = OrganizationFactory(domains=["bank.example"])
        row = RequesterFactory(address="kofi@bank.example").addresses.get()

        verify_address(row)

        row.requester.refresh_from_db()
        assert row.requester.organization == organization

    def test_an_unproven_address_brings_none(self):
        OrganizationFactory(domains=["bank.example"])

        assert register_requester("kofi@bank.example").organization is None

    def test_the_organization_somebody_has_is_kept(self):
        OrganizationFactory(domains=["bank.example"])
        mine = OrganizationFactory()
        row = RequesterFactory(address="kofi@bank.example", organization=mine).addresses.get()

        verify_address(row)

        row.requester.refresh_from_db()
        assert row.requester.organization == mine
