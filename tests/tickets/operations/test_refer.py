import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from tests.clock import tuesday
from tests.factories.people import AgentFactory, DepartmentFactory, TeamFactory, agent_in
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.models import Event
from tickets.operations.assign import assign_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.refer import refer_ticket, unrefer_ticket


def as_agent():
    agent = AgentFactory(user__name="Outsider")
    return agent, agent


def as_team():
    agent = AgentFactory()
    return TeamFactory(name="Networks", members=[agent]), agent


def as_department():
    department = DepartmentFactory(name="Facilities")
    return department, agent_in(department)


KINDS = [("agent", as_agent), ("team", as_team), ("department", as_department)]


@pytest.mark.parametrize(("what", "make"), KINDS)
class TestEach:
    @pytest.mark.slow
    def test_others_may_see_it_too(self, ticket, agent, what, make):
        to, whoever = make()
        assert not sees(whoever, ticket)

        refer_ticket(ticket, to, by=agent, comment="Have a look.")

        assert sees(whoever, ticket)
        event = last_event(ticket, Event.Kind.REFERRED)
        assert event.comment == "Have a look."
        assert event.details == {"what": what, "to": str(to)}

    @pytest.mark.slow
    def test_referring_again_changes_nothing(self, ticket, agent, what, make):
        to, _whoever = make()
        refer_ticket(ticket, to, by=agent)

        refer_ticket(ticket, to, by=agent)

        assert kinds(ticket) == ["referred"]

    @pytest.mark.slow
    def test_a_referral_can_be_ended(self, ticket, agent, what, make):
        to, whoever = make()
        refer_ticket(ticket, to, by=agent)

        unrefer_ticket(ticket, to, by=agent, comment="Thank you.")

        assert not sees(whoever, ticket)
        event = last_event(ticket, Event.Kind.UNREFERRED)
        assert (event.comment, event.details) == ("Thank you.", {"what": what, "to": str(to)})

    @pytest.mark.slow
    def test_ending_what_is_none_changes_nothing(self, ticket, agent, what, make):
        to, _whoever = make()

        unrefer_ticket(ticket, to, by=agent)

        assert kinds(ticket) == []


def test_it_stays_where_it_is(ticket, agent, department):
    assign_ticket(ticket, assignee=agent, by=agent)

    refer_ticket(ticket, DepartmentFactory(), by=agent)

    assert (ticket.department, ticket.assignee) == (department, agent)


def test_who_sees_it_already_needs_no_referral(ticket, agent, department):
    team = TeamFactory(name="First tier")
    assign_ticket(ticket, team=team, by=agent)

    for to in (agent_in(department, user__name="Jane"), team, department):
        with pytest.raises(OperationRefused, match=f"{to} sees this ticket already"):
            refer_ticket(ticket, to, by=agent)


def test_who_has_it_for_another_reason_goes_on_seeing_it(ticket, agent):
    member = AgentFactory()
    team = TeamFactory(members=[member])
    refer_ticket(ticket, team, by=agent)
    assign_ticket(ticket, team=team, by=agent)

    unrefer_ticket(ticket, team, by=agent)

    assert sees(member, ticket)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: AgentFactory(is_active=False, user__name="Gone"), "Gone is no longer an active agent"),
        (lambda: TeamFactory(name="Fax", archived_at=tuesday("09:00")), "Fax is archived"),
        (lambda: DepartmentFactory(name="Telex", archived_at=tuesday("09:00")), "Telex is archived"),
    ],
)
def test_who_works_no_longer_is_not_referred_to(ticket, agent, make, sentence):
    with pytest.raises(OperationRefused, match=sentence):
        refer_ticket(ticket, make(), by=agent)


def test_what_is_in_the_trash_is_not_referred(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        refer_ticket(ticket, AgentFactory(), by=supreme)


def test_referring_needs_its_permission(ticket, department):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.refer"})

    for verb in (refer_ticket, unrefer_ticket):
        with pytest.raises(PermissionDenied, match="Refer to another"):
            verb(ticket, AgentFactory(), by=agent)
