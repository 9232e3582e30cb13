"""The table actor × relation × permission: who sees a ticket, and whose role decides what they may do."""

import pytest
from django.core.exceptions import PermissionDenied

from agents.models import Agent
from agents.permissions import CATALOGUE, EVERY_CODE
from sla.moment import now
from tests.factories.people import (
    AgentFactory,
    DepartmentFactory,
    MembershipFactory,
    RoleFactory,
    TeamFactory,
    agent_in,
)
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tickets.access import REQUESTER_MAY, may, may_in, require, require_in, sees, visible_to
from tickets.actor import SYSTEM
from tickets.models import Collaborator, Follower, Ticket, TicketAccess
from tickets.operations.merge import merge_ticket
from tickets.vocabulary import AccessReason, State

pytestmark = pytest.mark.django_db

MEMBERSHIP = {"ticket.note", "ticket.reply"}
VISITING = {"ticket.note"}


def visitor(**fields) -> Agent:
    """An agent of another department, with a visiting role."""
    agent = agent_in(DepartmentFactory(), visiting_role=RoleFactory(permissions=sorted(VISITING)), **fields)
    return Agent.objects.get(pk=agent.pk)


def member(ticket: Ticket, **fields) -> Agent:
    return agent_in(ticket.department, permissions=MEMBERSHIP, **fields)


def share(ticket: Ticket, reason: AccessReason, **to) -> None:
    TicketAccess.objects.create(ticket=ticket, reason=reason, created_at=now(), **to)


def give_to_a_team_of(agent: Agent, ticket: Ticket) -> None:
    ticket.team = TeamFactory(members=[agent])
    ticket.save()


def a_member(ticket):
    return member(ticket)


def a_member_who_is_away(ticket):
    return member(ticket, is_available=False)


def a_member_who_left(ticket):
    return member(ticket, is_active=False)


def a_member_for_assigned_tickets_only(ticket):
    return member(ticket, is_assigned_only=True)


def its_assignee_for_assigned_tickets_only(ticket):
    ticket.assignee = member(ticket, is_assigned_only=True)
    ticket.save()
    return ticket.assignee


def a_team_member_for_assigned_tickets_only(ticket):
    agent = member(ticket, is_assigned_only=True)
    give_to_a_team_of(agent, ticket)
    return agent


def its_assignee_from_elsewhere(ticket):
    ticket.assignee = visitor()
    ticket.save()
    return ticket.assignee


def a_member_of_its_team(ticket):
    agent = visitor()
    give_to_a_team_of(agent, ticket)
    return agent


def whom_it_was_referred_to(ticket):
    agent = visitor()
    share(ticket, AccessReason.REFERRAL, agent=agent)
    return agent


def whose_team_it_was_referred_to(ticket):
    agent = visitor()
    share(ticket, AccessReason.REFERRAL, team=TeamFactory(members=[agent]))
    return agent


def whose_department_it_was_referred_to(ticket):
    agent = visitor()
    share(ticket, AccessReason.REFERRAL, department=agent.memberships.get().department)
    return agent


def whose_department_it_was_referred_to_for_assigned_tickets_only(ticket):
    agent = visitor(is_assigned_only=True)
    share(ticket, AccessReason.REFERRAL, department=agent.memberships.get().department)
    return agent


def who_escalated_it(ticket):
    agent = visitor()
    share(ticket, AccessReason.GIVER, agent=agent)
    return agent


def who_escalated_it_and_has_no_visiting_role(ticket):
    agent = AgentFactory()
    share(ticket, AccessReason.GIVER, agent=agent)
    return agent


def who_escalated_it_and_left(ticket):
    agent = visitor(is_active=False)
    share(ticket, AccessReason.GIVER, agent=agent)
    return agent


def who_follows_it(ticket):
    agent = visitor()
    Follower.objects.create(ticket=ticket, agent=agent, created_at=now())
    return agent


def who_has_nothing_to_do_with_it(ticket):
    return visitor()


def the_requester(ticket):
    return ticket.requester


def a_collaborator(ticket):
    person = RequesterFactory()
    Collaborator.objects.create(ticket=ticket, requester=person, created_at=now())
    return person


def another_requester(ticket):
    return RequesterFactory()


def the_system(ticket):
    return SYSTEM


TABLE = [
    # who, sees it, and may do with it what these allow
    (a_member, True, MEMBERSHIP),
    (a_member_who_is_away, True, MEMBERSHIP),
    (a_member_who_left, False, set()),
    (a_member_for_assigned_tickets_only, False, MEMBERSHIP),
    (its_assignee_for_assigned_tickets_only, True, MEMBERSHIP),
    (a_team_member_for_assigned_tickets_only, True, MEMBERSHIP),
    (its_assignee_from_elsewhere, True, VISITING),
    (a_member_of_its_team, True, VISITING),
    (whom_it_was_referred_to, True, VISITING),
    (whose_team_it_was_referred_to, True, VISITING),
    (whose_department_it_was_referred_to, True, VISITING),
    (whose_department_it_was_referred_to_for_assigned_tickets_only, False, VISITING),
    (who_escalated_it, True, VISITING),
    (who_escalated_it_and_has_no_visiting_role, True, set()),
    (who_escalated_it_and_left, False, set()),
    (who_follows_it, False, VISITING),
    (who_has_nothing_to_do_with_it, False, VISITING),
    (the_requester, True, REQUESTER_MAY),
    (a_collaborator, True, REQUESTER_MAY),
    (another_requester, False, REQUESTER_MAY),
    (the_system, True, EVERY_CODE),
]


@pytest.mark.parametrize(("who", "is_seen", "allowed"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_who_sees_a_ticket_and_whose_role_decides(ticket, who, is_seen, allowed):
    actor = who(ticket)
    beside = open_a_ticket(department=DepartmentFactory())

    assert sees(actor, ticket) is is_seen
    assert (ticket in visible_to(actor)) is is_seen
    assert (beside in visible_to(actor)) is (actor is SYSTEM)
    assert {code for code in CATALOGUE if may(actor, code, ticket)} == set(allowed)
    assert {code for code in CATALOGUE if _is_granted(actor, code, ticket)} == (
        set(allowed) if is_seen else set()
    )


def _is_granted(actor, code: str, ticket: Ticket) -> bool:
    try:
        require(actor, code, ticket)
    except PermissionDenied:
        return False
    return True


def test_seeing_by_several_reasons_lists_a_ticket_once(ticket):
    agent = member(ticket)
    give_to_a_team_of(agent, ticket)
    share(ticket, AccessReason.GIVER, agent=agent)

    assert list(visible_to(agent)) == [ticket]


def test_in_two_departments_each_has_its_own_role(ticket):
    agent = member(ticket)
    other = DepartmentFactory()
    MembershipFactory(agent=agent, department=other, role=RoleFactory(permissions=["ticket.delete"]))
    elsewhere = open_a_ticket(department=other)

    assert (may(agent, "ticket.reply", ticket), may(agent, "ticket.reply", elsewhere)) == (True, False)
    assert (may(agent, "ticket.delete", ticket), may(agent, "ticket.delete", elsewhere)) == (False, True)


def test_what_is_in_the_trash_is_hidden_from_requesters_alone(ticket):
    agent, collaborator = member(ticket), a_collaborator(ticket)
    assert sees(collaborator, ticket)
    ticket.state = State.TRASHED
    ticket.save()

    assert sees(agent, ticket)
    assert not sees(ticket.requester, ticket)
    assert not sees(collaborator, ticket)


def test_who_sees_a_merged_ticket_and_the_one_it_went_into(ticket):
    """The people of either see the other one only where they came with theirs; agents as before."""
    parent = open_a_ticket(department=DepartmentFactory())
    people = {
        "agent of the merged": member(ticket),
        "agent of the other": member(parent),
        "requester of the merged": ticket.requester,
        "requester of the other": parent.requester,
        "collaborator of the merged": a_collaborator(ticket),
    }
    table = {name: (sees(who, ticket), sees(who, parent)) for name, who in people.items()}

    merge_ticket(ticket, into=parent, by=SYSTEM)

    assert table == {
        "agent of the merged": (True, False),
        "agent of the other": (False, True),
        "requester of the merged": (True, False),
        "requester of the other": (False, True),
        "collaborator of the merged": (True, False),
    }
    assert {name: (sees(who, ticket), sees(who, parent)) for name, who in people.items()} == table | {
        "requester of the merged": (True, True),
        "collaborator of the merged": (True, True),
    }


def test_a_missing_permission_is_named(ticket):
    agent = member(ticket)

    with pytest.raises(PermissionDenied) as denied:
        require(agent, "ticket.transfer", ticket)

    assert str(denied.value) == "Your role doesn't include “Transfer to another department” in Support."


def test_what_has_no_ticket_yet_is_asked_of_the_department(department):
    elsewhere = DepartmentFactory(name="Elsewhere")
    agent = agent_in(department, permissions=["ticket.open"])

    assert may_in(agent, "ticket.open", department)
    assert not may_in(agent, "ticket.open", elsewhere)
    require_in(agent, "ticket.open", department)
    with pytest.raises(PermissionDenied, match="Elsewhere"):
        require_in(agent, "ticket.open", elsewhere)


def test_who_left_opens_nothing(department):
    agent = agent_in(department, permissions=["ticket.open"], is_active=False)

    assert not may_in(agent, "ticket.open", department)


def test_requesters_and_the_system_open_everywhere(department, requester):
    assert may_in(requester, "ticket.open", department)
    assert may_in(SYSTEM, "ticket.open", department)


@pytest.mark.parametrize("who", [a_member, a_collaborator])
def test_a_list_costs_as_many_queries_with_one_ticket_as_with_three(ticket, who, django_assert_num_queries):
    actor = who(ticket)
    if isinstance(actor, Agent):
        actor = Agent.objects.with_rights().get(pk=actor.pk)
    for _more in range(2):
        more = open_a_ticket(department=ticket.department)
        if not isinstance(actor, Agent):
            Collaborator.objects.create(ticket=more, requester=actor, created_at=now())

    with django_assert_num_queries(1):
        assert len(visible_to(actor)) == 3
