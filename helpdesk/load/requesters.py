"""The people who ask at the large desk; a few of them ask often, most ask rarely."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from helpdesk.load.names import full_name, mail_name
from helpdesk.load.printing import copy_rows, reserve_keys
from tickets.models import Organization, Requester, RequesterAddress

TICKETS_EACH: Final = 5
REQUESTERS_EACH: Final = 60
PLACES: Final = (
    "North",
    "South",
    "East",
    "West",
    "Harbour",
    "Old Town",
    "Airport",
    "Riverside",
    "Hill",
    "Park",
)


@dataclass(frozen=True, slots=True)
class Person:
    """What a print needs to know of a requester."""

    key: int
    address: str
    organization: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Requesters whose keys follow one another, so that none of them has to be kept in mind."""

    first: int
    count: int
    organizations: list[int]

    def person(self, index: int) -> Person:
        organization = self.organizations[index * 31 % len(self.organizations)]
        return Person(self.first + index, f"{mail_name(self.first + index)}@load.example.net", organization)

    def anyone(self, chance: Random) -> Person:
        return self.person(int(self.count * chance.random() ** 2))


def lay_requesters(tickets: int, *, since: datetime) -> Crowd:
    """A requester for every five tickets, in organizations of about sixty."""
    count = max(1, tickets // TICKETS_EACH)
    crowd = Crowd(reserve_keys(Requester, count), count, _lay_organizations(1 + count // REQUESTERS_EACH))
    columns = ["id", "name", "phone", "organization_id", "language", "time_zone", "notes", "created_at"]
    copy_rows(Requester._meta.db_table, columns, _rows(crowd, since))
    addresses = ["requester_id", "address", "verified_at"]
    copy_rows(
        RequesterAddress._meta.db_table,
        addresses,
        ((person.key, person.address, since) for person in _everybody(crowd)),
    )
    return crowd


def _lay_organizations(count: int) -> list[int]:
    names = [
        f"Load: {PLACES[index % len(PLACES)]} branch {index // len(PLACES) + 1}" for index in range(count)
    ]
    Organization.objects.bulk_create((Organization(name=name) for name in names), ignore_conflicts=True)
    return list(Organization.objects.filter(name__in=names).order_by("pk").values_list("pk", flat=True))


def _rows(crowd: Crowd, since: datetime) -> Iterator[tuple[object, ...]]:
    for person in _everybody(crowd):
        name = full_name(person.key)
        yield person.key, name, f"020 7946 {person.key % 10_000:04}", person.organization, "", "", "", since


def _everybody(crowd: Crowd) -> Iterator[Person]:
    return (crowd.person(index) for index in range(crowd.count))
