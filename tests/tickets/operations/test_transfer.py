import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from sla.models import Plan
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import HOUR, dues, tuesday
from tests.factories.people import DepartmentFactory, MembershipFactory, TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_office_hours, make_plan
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.models import Event
from tickets.operations.assign import assign_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.vocabulary import Origin

RESOLUTION = TargetKind.RESOLUTION


@pytest.fixture
def systems(db):
    return DepartmentFactory(name="System Administrators")


def test_another_department_owns_it(ticket, agent, systems):
    transfer_ticket(ticket, systems, by=agent, comment="A matter of servers.")

    ticket.refresh_from_db()
    assert ticket.department == systems
    assert ticket.origins["department"] == Origin.AGENT
    event = last_event(ticket, Event.Kind.TRANSFERRED)
    assert event.comment == "A matter of servers."
    assert event.details == {"before": "Support", "after": "System Administrators", "because": None}


def test_its_members_see_it_and_the_old_ones_no_longer(ticket, agent, systems):
    jane = agent_in(systems)
    assert (sees(agent, ticket), sees(jane, ticket)) == (True, False)

    transfer_ticket(ticket, systems, by=agent)

    assert (sees(agent, ticket), sees(jane, ticket)) == (False, True)


def test_transferring_to_where_it_is_changes_nothing(ticket, agent, department):
    transfer_ticket(ticket, department, by=agent)

    assert kinds(ticket) == []


class TestHolder:
    def test_team_and_assignee_keep_it(self, ticket, agent, systems):
        team = TeamFactory(members=[agent])
        assign_ticket(ticket, team=team, assignee=agent, by=agent)

        transfer_ticket(ticket, systems, by=agent)

        assert (ticket.team, ticket.assignee) == (team, agent)
        assert sees(agent, ticket)

    def test_an_outsider_loses_it_where_members_alone_are_assigned(self, ticket, agent, systems):
        systems.assigns_members_only = True
        systems.save()
        assign_ticket(ticket, assignee=agent, by=agent)

        transfer_ticket(ticket, systems, by=agent)

        assert ticket.assignee is None
        assert kinds(ticket) == ["assigned", "transferred", "released"]
        released = last_event(ticket, Event.Kind.RELEASED).details
        assert (released["assignee_before"], released["because"]) == ("John", "department")

    def test_a_member_keeps_it(self, ticket, agent, systems):
        systems.assigns_members_only = True
        systems.save()
        MembershipFactory(agent=agent, department=systems)
        assign_ticket(ticket, assignee=agent, by=agent)

        transfer_ticket(ticket, systems, by=agent)

        assert ticket.assignee == agent


class TestPlan:
    """A plan that follows the department is replaced, never if an agent chose it (SLA.md, The plan)."""

    @pytest.fixture
    def theirs(self, systems) -> Plan:
        systems.plan = make_plan("Theirs", {RESOLUTION: 8 * HOUR})
        systems.save()
        return systems.plan

    @pytest.fixture
    def following(self) -> Plan:
        return make_plan("Following", {RESOLUTION: 2 * HOUR}, follows_department=True)

    def open_(self, department, plan):
        with at(tuesday("09:00")):
            return open_a_ticket(department=department, plan=plan)

    def test_it_is_replaced_by_the_new_departments(self, department, agent, systems, theirs, following):
        ticket = self.open_(department, following)

        with at(tuesday("10:00")):
            transfer_ticket(ticket, systems, by=agent)

        assert ticket.clock.plan == theirs
        assert ticket.origins["plan"] == Origin.DEPARTMENT
        assert dues(ticket.clock) == {RESOLUTION: "17:00"}
        assert last_event(ticket, Event.Kind.REPLANNED).details == {
            "before": "Following",
            "after": "Theirs",
            "because": "department",
        }

    def test_another_plan_stays(self, department, agent, systems, theirs):
        plan = make_plan("Staying", {RESOLUTION: HOUR})
        ticket = self.open_(department, plan)

        transfer_ticket(ticket, systems, by=agent)

        assert ticket.clock.plan == plan
        assert ticket.origins["plan"] == Origin.TOPIC

    def test_what_an_agent_chose_stays(self, department, agent, systems, theirs, following):
        ticket = self.open_(department, None)
        replan_ticket(ticket, following, by=agent)

        transfer_ticket(ticket, systems, by=agent)

        assert ticket.clock.plan == following

    def test_a_plan_no_longer_in_use_replaces_nothing(self, department, agent, systems, theirs, following):
        theirs.is_active = False
        theirs.save()
        ticket = self.open_(department, following)

        transfer_ticket(ticket, systems, by=agent)

        assert ticket.clock.plan == following

    def test_where_there_was_none_the_new_departments_begins(self, department, agent, systems, theirs):
        ticket = self.open_(department, None)

        with at(tuesday("10:00")):
            transfer_ticket(ticket, systems, by=agent)

        assert dues(ticket.clock) == {RESOLUTION: "18:00"}


def test_a_plan_in_the_departments_hours_runs_in_the_new_ones(department, agent, systems):
    systems.hours = make_office_hours()
    systems.save()
    plan = make_plan("Sev-C", {RESOLUTION: 10 * HOUR}, hours_mode=Plan.HoursMode.DEPARTMENT)
    with at(tuesday("09:00")):
        ticket = open_a_ticket(department=department, plan=plan)
    assert ticket.next_due_at == tuesday("19:00")

    with at(tuesday("10:00")):
        transfer_ticket(ticket, systems, by=agent)

    assert f"{ticket.next_due_at:%a %H:%M}" == "Wed 10:00"


def test_an_archived_department_takes_nothing(ticket, agent, systems):
    systems.archived_at = tuesday("09:00")
    systems.save()

    with pytest.raises(OperationRefused, match="System Administrators is archived"):
        transfer_ticket(ticket, systems, by=agent)


def test_what_is_in_the_trash_stays(ticket, supreme, systems):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        transfer_ticket(ticket, systems, by=supreme)


def test_transferring_needs_its_permission(ticket, department, systems):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.transfer"})

    with pytest.raises(PermissionDenied, match="Transfer to another department"):
        transfer_ticket(ticket, systems, by=agent)
