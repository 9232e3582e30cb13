import pytest
from django.core.exceptions import PermissionDenied

from tests.tickets.history import kinds
from tickets.access import sees
from tickets.operations.follow import follow_ticket, unfollow_ticket
from tickets.operations.transfer import transfer_ticket


def test_an_agent_follows_a_ticket(ticket, agent):
    follow_ticket(ticket, by=agent)

    assert ticket.followers.get().agent == agent
    assert kinds(ticket) == ["followed"]


def test_following_again_changes_nothing(ticket, agent):
    follow_ticket(ticket, by=agent)

    follow_ticket(ticket, by=agent)

    assert kinds(ticket) == ["followed"]


def test_it_is_no_activity_on_the_ticket(ticket, agent):
    before = ticket.last_activity_at

    follow_ticket(ticket, by=agent)
    unfollow_ticket(ticket, by=agent)

    ticket.refresh_from_db()
    assert ticket.last_activity_at == before


def test_it_gives_no_access(ticket, agent, stranger):
    with pytest.raises(PermissionDenied):
        follow_ticket(ticket, by=stranger)
    follow_ticket(ticket, by=agent)

    transfer_ticket(ticket, stranger.memberships.get().department, by=agent)

    assert not sees(agent, ticket)


def test_who_lost_sight_of_it_may_still_stop_following(ticket, agent, stranger):
    follow_ticket(ticket, by=agent)
    transfer_ticket(ticket, stranger.memberships.get().department, by=agent)

    unfollow_ticket(ticket, by=agent)

    assert not ticket.followers.exists()
    assert kinds(ticket) == ["followed", "transferred", "unfollowed"]


def test_who_does_not_follow_stops_nothing(ticket, agent):
    unfollow_ticket(ticket, by=agent)

    assert kinds(ticket) == []
