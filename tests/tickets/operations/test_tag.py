import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from tests.connections import while_held
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.tickets.history import kinds, last_event
from tickets.models import Event, Tag
from tickets.operations.delete import delete_ticket
from tickets.operations.tag import MOST_TAGS, tag_ticket


def tags_of(ticket) -> list[str]:
    return [tag.name for tag in ticket.tags.all()]


def test_tags_are_put_on_and_taken_off_in_one_act(ticket, agent):
    tag_ticket(ticket, add=["vip", "Branch office"], by=agent)
    tag_ticket(ticket, add=["outage"], remove=Tag.objects.filter(name="vip"), by=agent)

    assert tags_of(ticket) == ["Branch office", "outage"]
    assert last_event(ticket, Event.Kind.TAGGED).details == {"added": ["outage"], "removed": ["vip"]}


def test_a_name_is_the_same_however_it_is_capitalised(ticket, department, agent):
    tag_ticket(ticket, add=["VIP"], by=agent)
    other = open_a_ticket(department=department)
    tag_ticket(other, add=["vip", "Vip"], by=agent)

    assert tags_of(other) == ["VIP"]
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("name", ["Über uns", "İstanbul", "ẞ", "ΣΑΣ", "標籤"])
def test_letters_of_every_language_make_names(ticket, agent, name):
    tag_ticket(ticket, add=[name], by=agent)
    tag_ticket(ticket, add=[name], by=agent)

    assert tags_of(ticket) == [name]
    assert kinds(ticket) == ["tagged"]


def test_what_changes_nothing_is_not_told(ticket, department, agent):
    tag_ticket(ticket, add=["vip"], by=agent)
    elsewhere = open_a_ticket(department=department)
    tag_ticket(elsewhere, add=["outage"], by=agent)

    tag_ticket(ticket, add=["VIP"], remove=Tag.objects.filter(name="outage"), by=agent)

    assert kinds(ticket) == ["tagged"]


def test_to_be_gathered_is_no_activity(ticket, agent):
    before = ticket.last_activity_at

    tag_ticket(ticket, add=["vip"], by=agent)

    ticket.refresh_from_db()
    assert ticket.last_activity_at == before


def test_no_more_than_fit(ticket, agent):
    tag_ticket(ticket, add=[f"tag {number}" for number in range(MOST_TAGS)], by=agent)

    with pytest.raises(OperationRefused, match="At most 20 tags"):
        tag_ticket(ticket, add=["one more"], by=agent)
    tag_ticket(ticket, add=["one more"], remove=Tag.objects.filter(name="tag 0"), by=agent)

    assert len(tags_of(ticket)) == MOST_TAGS


def test_what_is_in_the_trash_is_left_alone(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        tag_ticket(ticket, add=["vip"], by=supreme)


def test_it_needs_the_permission(ticket, department):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.tag"})

    with pytest.raises(PermissionDenied, match="Tag"):
        tag_ticket(ticket, add=["vip"], by=agent)


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_two_who_make_a_tag_at_once_share_it(ticket, department, agent):
    other = open_a_ticket(department=department)

    while_held(
        lambda: tag_ticket(ticket, add=["vip"], by=agent), lambda: tag_ticket(other, add=["VIP"], by=agent)
    )

    assert tags_of(ticket) == tags_of(other)
    assert Tag.objects.count() == 1
