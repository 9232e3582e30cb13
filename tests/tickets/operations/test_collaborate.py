import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from tests.clock import DAY, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import RequesterFactory
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.models import AccessLink, Event, Requester
from tickets.operations.collaborate import add_collaborator, remove_collaborator
from tickets.operations.delete import delete_ticket


@pytest.fixture
def ruth(db):
    return RequesterFactory(name="Ruth", address="ruth@example.com")


def test_a_known_person_comes_onto_the_ticket(ticket, agent, ruth):
    assert not sees(ruth, ticket)

    add_collaborator(ticket, " Ruth@Example.com", by=agent)

    assert ticket.collaborators.get().requester == ruth
    assert sees(ruth, ticket)
    assert last_event(ticket, Event.Kind.COLLABORATOR_ADDED).details == {
        "name": "Ruth",
        "address": "ruth@example.com",
    }


def test_an_unknown_person_becomes_known(ticket, agent):
    add_collaborator(ticket, "kofi@example.com", by=agent, name="Kofi")

    kofi = Requester.objects.get(addresses__address="kofi@example.com")
    assert kofi.name == "Kofi"
    assert ticket.collaborators.get().requester == kofi


def test_known_and_unknown_are_answered_alike(ticket, agent, ruth):
    known = add_collaborator(ticket, "ruth@example.com", by=agent, name="Somebody")
    unknown = add_collaborator(ticket, "kofi@example.com", by=agent, name="Somebody")

    assert known is unknown is None
    ruth.refresh_from_db()
    assert ruth.name == "Ruth"


@pytest.mark.slow
@pytest.mark.parametrize("address", ["james@example.com", "ruth@example.com"])
def test_who_is_on_the_ticket_is_not_added_again(ticket, agent, ruth, address):
    add_collaborator(ticket, "ruth@example.com", by=agent)

    add_collaborator(ticket, address, by=agent)

    assert ticket.collaborators.count() == 1
    assert kinds(ticket) == ["collaborator_added"]


class TestRemoving:
    @pytest.fixture
    def with_ruth(self, ticket, agent, ruth):
        add_collaborator(ticket, "ruth@example.com", by=agent)
        return ticket

    def test_who_is_taken_off_sees_it_no_longer(self, with_ruth, agent, ruth):
        remove_collaborator(with_ruth, ruth, by=agent)

        assert not sees(ruth, with_ruth)
        assert last_event(with_ruth, Event.Kind.COLLABORATOR_REMOVED).details == {
            "name": "Ruth",
            "address": "ruth@example.com",
        }

    def test_the_links_that_were_mailed_open_nothing_any_more(self, with_ruth, agent, ruth, requester):
        for number, person in enumerate((ruth, requester)):
            AccessLink.objects.create(
                ticket=with_ruth,
                requester=person,
                token_hash=str(number),
                created_at=tuesday("09:00"),
                expires_at=tuesday("09:00") + DAY,
            )

        remove_collaborator(with_ruth, ruth, by=agent)

        usable = AccessLink.objects.usable(tuesday("10:00"))
        assert [link.requester for link in usable] == [requester]

    def test_removing_who_is_not_on_it_changes_nothing(self, ticket, agent, ruth):
        remove_collaborator(ticket, ruth, by=agent)

        assert kinds(ticket) == []


def test_nobody_comes_onto_what_is_in_the_trash(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        add_collaborator(ticket, "ruth@example.com", by=supreme)


def test_it_needs_its_permission(ticket, department, ruth):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.collaborate"})

    with pytest.raises(PermissionDenied, match="collaborators"):
        add_collaborator(ticket, "ruth@example.com", by=agent)
    with pytest.raises(PermissionDenied, match="collaborators"):
        remove_collaborator(ticket, ruth, by=agent)
