import pytest

from agents.errors import OperationRefused
from agents.permissions import EVERY_CODE
from tests.factories.people import MembershipFactory, RoleFactory
from tests.factories.tickets import open_a_ticket
from tickets.models import Event
from tickets.operations.chain import chain_tickets
from tickets.operations.resolve_incident import resolvable_reports, resolve_incident
from tickets.vocabulary import LinkKind, State


@pytest.fixture
def incident(ticket):
    return ticket


def report_of(incident, supreme, department):
    report = open_a_ticket(department=department)
    chain_tickets(incident, report, kind=LinkKind.PART_OF, by=supreme)
    return report


@pytest.mark.slow
def test_its_reports_are_solved_with_it_in_one_act(incident, supreme, department):
    reports = [report_of(incident, supreme, department) for _report in range(2)]

    left = resolve_incident(incident, by=supreme, comment="The session database is back.")

    acts = Event.objects.filter(kind=Event.Kind.RESOLVED).values_list("act", "comment")
    assert left == []
    for each in (incident, *reports):
        each.refresh_from_db()
        assert each.state == State.RESOLVED
    assert len(set(acts)) == 1


@pytest.mark.slow
def test_a_report_that_other_work_blocks_is_left_open(incident, supreme, department):
    report = report_of(incident, supreme, department)
    chain_tickets(report, open_a_ticket(department=department), kind=LinkKind.BLOCKS, by=supreme)

    left = resolve_incident(incident, by=supreme)

    report.refresh_from_db()
    assert (left, report.state) == ([report], State.OPEN)


@pytest.mark.slow
def test_a_report_out_of_reach_is_left_open(incident, supreme, agent, stranger):
    theirs = stranger.memberships.get().department
    MembershipFactory(agent=supreme, department=theirs, role=RoleFactory(permissions=sorted(EVERY_CODE)))
    supreme.refresh_from_db()
    report = report_of(incident, supreme, theirs)

    left = resolve_incident(incident, by=agent)

    report.refresh_from_db()
    assert resolvable_reports(incident, agent) == []
    assert (left, report.state) == ([report], State.OPEN)


@pytest.mark.slow
def test_an_incident_that_is_blocked_keeps_its_reports_open(incident, supreme, department):
    report = report_of(incident, supreme, department)
    chain_tickets(incident, open_a_ticket(department=department), kind=LinkKind.BLOCKS, by=supreme)

    with pytest.raises(OperationRefused):
        resolve_incident(incident, by=supreme)

    report.refresh_from_db()
    assert report.state == State.OPEN
