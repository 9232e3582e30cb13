from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from tests.factories.people import DepartmentFactory, RoleFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, OrganizationFactory, open_a_ticket
from tests.tickets.history import kinds, last_event
from tickets.models import Event, Link, Ticket
from tickets.operations.chain import chain_tickets, open_chained_ticket, unchain_tickets
from tickets.operations.delete import delete_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, LinkKind, Source


@pytest.fixture
def other(department):
    return open_a_ticket(department=department, subject="The app throws me out")


@pytest.mark.slow
@pytest.mark.parametrize("kind", LinkKind)
def test_two_tickets_are_tied_and_both_tell(ticket, other, agent, kind):
    chain_tickets(ticket, other, kind=kind, by=agent)

    link = Link.objects.get()
    assert (link.parent, link.child, link.kind, link.author) == (ticket, other, kind, agent)
    assert last_event(ticket, Event.Kind.CHAINED).details == {
        "number": other.number,
        "link": kind,
        "is_child": False,
    }
    assert last_event(other, Event.Kind.CHAINED).details == {
        "number": ticket.number,
        "link": kind,
        "is_child": True,
    }


def test_tying_them_the_same_way_again_changes_nothing(ticket, other, agent):
    chain_tickets(ticket, other, kind=LinkKind.PART_OF, by=agent)

    chain_tickets(ticket, other, kind=LinkKind.PART_OF, by=agent)

    assert kinds(ticket) == ["chained"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [LinkKind.BLOCKS, LinkKind.PART_OF])
@pytest.mark.parametrize("is_turned", [False, True])
def test_tied_otherwise_they_are_parted_first(ticket, other, agent, kind, is_turned):
    chain_tickets(ticket, other, kind=LinkKind.RELATES_TO, by=agent)
    parent, child = (other, ticket) if is_turned else (ticket, other)

    with pytest.raises(OperationRefused, match="part them first"):
        chain_tickets(parent, child, kind=kind, by=agent)


def test_a_ticket_is_not_tied_to_itself(ticket, agent):
    with pytest.raises(OperationRefused, match="to itself"):
        chain_tickets(ticket, Ticket.objects.get(pk=ticket.pk), kind=LinkKind.BLOCKS, by=agent)


@pytest.mark.slow
def test_a_ring_is_refused_whatever_its_links(ticket, other, department, agent):
    third = open_a_ticket(department=department)
    chain_tickets(ticket, other, kind=LinkKind.BLOCKS, by=agent)
    chain_tickets(other, third, kind=LinkKind.FOLLOWS_FROM, by=agent)

    with pytest.raises(OperationRefused, match=f"#{third.number} hangs below #{ticket.number}"):
        chain_tickets(third, ticket, kind=LinkKind.PART_OF, by=agent)


@pytest.mark.slow
def test_one_ticket_may_hang_below_two(ticket, other, department, agent):
    third = open_a_ticket(department=department)
    chain_tickets(ticket, third, kind=LinkKind.BLOCKS, by=agent)

    chain_tickets(other, third, kind=LinkKind.BLOCKS, by=agent)

    assert third.parent_links.count() == 2


def test_both_must_be_seen(ticket, agent, supreme, stranger):
    hidden = open_a_ticket(department=stranger.memberships.get().department)

    for parent, child in ((ticket, hidden), (hidden, ticket)):
        with pytest.raises(PermissionDenied, match="can't see"):
            chain_tickets(parent, child, kind=LinkKind.BLOCKS, by=supreme)

    assert not Link.objects.exists()


@pytest.mark.slow
def test_chaining_needs_its_permission(ticket, other, department, agent):
    chain_tickets(ticket, other, kind=LinkKind.BLOCKS, by=agent)
    reader = agent_in(department, permissions=AGENT_ROLE - {"ticket.chain"})

    with pytest.raises(PermissionDenied, match="Chain tickets"):
        chain_tickets(ticket, other, kind=LinkKind.BLOCKS, by=reader)
    with pytest.raises(PermissionDenied, match="Chain tickets"):
        unchain_tickets(ticket, other, by=reader)


def test_what_is_in_the_trash_is_not_tied(ticket, other, supreme):
    delete_ticket(other, by=supreme)

    with pytest.raises(OperationRefused, match=f"#{other.number} is in the trash"):
        chain_tickets(ticket, other, kind=LinkKind.BLOCKS, by=supreme)


class TestUnchaining:
    @pytest.mark.slow
    @pytest.mark.parametrize("is_turned", [False, True])
    def test_they_are_parted_and_both_tell(self, ticket, other, agent, is_turned):
        chain_tickets(ticket, other, kind=LinkKind.PART_OF, by=agent)
        pair = (other, ticket) if is_turned else (ticket, other)

        unchain_tickets(*pair, by=agent)

        assert not Link.objects.exists()
        assert last_event(ticket, Event.Kind.UNCHAINED).details == {
            "number": other.number,
            "link": "part_of",
            "is_child": False,
        }
        assert last_event(other, Event.Kind.UNCHAINED).details["is_child"] is True

    def test_parting_what_is_not_tied_changes_nothing(self, ticket, other, agent):
        unchain_tickets(ticket, other, by=agent)

        assert kinds(ticket) == []


class TestOpening:
    """A chained ticket, opened from within another one."""

    def open_(self, parent, by, **fields):
        return open_chained_ticket(
            parent,
            **{
                "kind": LinkKind.FOLLOWS_FROM,
                "subject": "Board pack is corrupted",
                "body": Body.from_text("Came up after the charger was exchanged."),
                "by": by,
            }
            | fields,
        )

    def test_it_carries_the_requester_and_the_organization(self, requester, department, agent):
        requester.organization = OrganizationFactory()
        requester.save()
        ticket = open_a_ticket(requester=requester, department=department)
        requester.organization = OrganizationFactory()
        requester.save()

        child = self.open_(ticket, agent)

        assert (child.requester, child.organization) == (requester, ticket.organization)
        entry = child.entries.get()
        assert (entry.author, entry.written_down_by) == (requester, agent)
        assert child.events.first().agent == agent

    def test_it_is_tied_both_ways(self, ticket, agent):
        child = self.open_(ticket, agent)

        link = Link.objects.get()
        assert (link.parent, link.child, link.kind) == (ticket, child, LinkKind.FOLLOWS_FROM)
        assert kinds(ticket) == kinds(child) == ["chained"]
        assert last_event(ticket, Event.Kind.CHAINED).act == child.events.first().act

    def test_without_a_topic_it_is_for_the_same_department(self, ticket, agent, department):
        assert self.open_(ticket, agent).department == department

    def test_a_topic_routes_it(self, ticket, agent):
        systems = DepartmentFactory()
        agent.visiting_role = RoleFactory()
        topic = HelpTopicFactory(department=systems)

        child = self.open_(ticket, agent, topic=topic)

        assert (child.topic, child.department) == (topic, systems)

    def test_it_takes_the_entry_along_in_which_it_came_up(self, ticket, agent, requester):
        message = receive_message(
            ticket, Body.from_text("The file is broken now."), by=requester, source=Source.WEB
        )

        child = self.open_(ticket, agent, entry=message)

        quoted = child.entries.last()
        assert (quoted.kind, quoted.heading) == (EntryKind.NOTE, f"From #{ticket.number}")
        assert quoted.body_text == "The file is broken now."
        assert Link.objects.get().entry == message

    def test_a_note_stays_between_agents(self, ticket, agent):
        note = note_on_ticket(ticket, Body.from_text("He dropped it."), by=agent)

        child = self.open_(ticket, agent, entry=note)

        assert not child.entries.public().filter(body_text="He dropped it.").exists()

    def test_the_same_form_sent_twice_opens_one(self, ticket, agent):
        submission = uuid4()
        child = self.open_(ticket, agent, submission=submission)

        assert self.open_(ticket, agent, submission=submission) == child
        assert Link.objects.count() == 1

    def test_it_needs_the_permission_to_chain_here_and_to_open_there(self, ticket, department):
        with pytest.raises(PermissionDenied, match="Chain tickets"):
            self.open_(ticket, agent_in(department, permissions=AGENT_ROLE - {"ticket.chain"}))
        with pytest.raises(PermissionDenied, match="Open a ticket on behalf"):
            self.open_(ticket, agent_in(department, permissions=AGENT_ROLE - {"ticket.open"}))

        assert Ticket.objects.count() == 1

    def test_nothing_comes_from_the_trash(self, ticket, supreme):
        delete_ticket(ticket, by=supreme)

        with pytest.raises(OperationRefused, match="in the trash"):
            self.open_(ticket, supreme)
