from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.permissions import LEAD_ROLE
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket, status_named
from tests.tickets.history import kinds, last_event
from tickets.actor import SYSTEM
from tickets.models import Attachment, Delivery, Event, StoredFile
from tickets.operations.broadcast import broadcast_reply, reports_reached
from tickets.operations.chain import chain_tickets
from tickets.operations.pend import pend_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, LinkKind, State

UPDATE = Body.from_text("We found the cause.")


@pytest.fixture
def lead(department):
    return agent_in(department, permissions=LEAD_ROLE, user__name="Lena")


@pytest.fixture
def reports(ticket, department):
    """Two open reports of the incident, one of them in a department that the lead doesn't see."""
    reports = [
        open_a_ticket(requester=RequesterFactory(address="ruth@example.com"), department=department),
        open_a_ticket(requester=RequesterFactory(address="kofi@example.com"), department=DepartmentFactory()),
    ]
    for report in reports:
        chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=SYSTEM)
    return reports


@pytest.mark.slow
def test_the_incident_and_every_report_get_the_update(ticket, reports, lead):
    reached = broadcast_reply(ticket, UPDATE, by=lead)

    assert reached == 2
    for one in (ticket, *reports):
        entry = one.entries.last()
        assert (entry.kind, entry.author, entry.body_text) == (
            EntryKind.RESPONSE,
            lead,
            "We found the cause.",
        )


@pytest.mark.slow
def test_each_is_written_to_alone(ticket, reports, lead):
    broadcast_reply(ticket, UPDATE, by=lead)

    assert {(delivery.ticket, delivery.address) for delivery in Delivery.objects.all()} == {
        (ticket, "james@example.com"),
        (reports[0], "ruth@example.com"),
        (reports[1], "kofi@example.com"),
    }


@pytest.mark.slow
def test_a_report_tells_which_incident_it_heard_of(ticket, reports, lead):
    broadcast_reply(ticket, UPDATE, by=lead)

    assert last_event(reports[0], Event.Kind.REPLIED).details == {
        "to": ["ruth@example.com"],
        "incident": ticket.number,
    }
    assert last_event(ticket, Event.Kind.REPLIED).details["incident"] is None


@pytest.mark.slow
def test_it_answers_but_takes_no_report(ticket, reports, lead):
    broadcast_reply(ticket, UPDATE, by=lead)

    reports[0].refresh_from_db()
    assert (reports[0].awaiting_since, reports[0].assignee) == (None, None)


@pytest.mark.slow
def test_only_what_is_open_or_waiting_is_reached(ticket, reports, lead, supreme):
    resolve_ticket(reports[0], by=supreme)
    pend_ticket(reports[1], by=SYSTEM)

    assert list(reports_reached(ticket)) == [reports[1]]
    assert broadcast_reply(ticket, UPDATE, by=lead) == 1

    assert reports[0].entries.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in LinkKind if kind != LinkKind.PART_OF])
def test_other_links_carry_no_update(ticket, department, lead, kind):
    other = open_a_ticket(department=department)
    chain_tickets(ticket, other, kind=kind, by=lead)

    assert broadcast_reply(ticket, UPDATE, by=lead) == 0

    assert other.entries.count() == 1


@pytest.mark.slow
def test_moving_on_concerns_the_incident_alone(ticket, reports, lead):
    broadcast_reply(ticket, UPDATE, by=lead, then=status_named("Resolved"))

    reports[0].refresh_from_db()
    assert (ticket.state, reports[0].state) == (State.RESOLVED, State.OPEN)


@pytest.mark.slow
def test_files_go_to_every_report(ticket, reports, lead, db):
    stored = StoredFile.objects.create(
        sha256="a" * 64, size=3, content="files/a", created_at=ticket.opened_at
    )
    upload = Attachment.objects.create(
        file=stored,
        name="status.txt",
        media_type="text/plain",
        token=uuid4(),
        created_at=ticket.opened_at,
    )

    broadcast_reply(ticket, UPDATE, by=lead, uploads=[upload])

    for one in (ticket, *reports):
        attachment = one.entries.last().attachments.get()
        assert (attachment.file, attachment.name) == (stored, "status.txt")
    assert Attachment.objects.values("token").distinct().count() == 3


@pytest.mark.slow
def test_it_is_one_act(ticket, reports, lead):
    broadcast_reply(ticket, UPDATE, by=lead)

    acts = {last_event(one, Event.Kind.REPLIED).act for one in (ticket, *reports)}
    assert len(acts) == 1


@pytest.mark.slow
def test_the_same_form_sent_twice_broadcasts_once(ticket, reports, lead):
    submission = uuid4()
    broadcast_reply(ticket, UPDATE, by=lead, submission=submission)

    assert broadcast_reply(ticket, UPDATE, by=lead, submission=submission) == 0

    assert kinds(reports[0]).count("replied") == 1


def test_broadcasting_needs_a_permission_of_its_own(ticket, reports, agent):
    with pytest.raises(PermissionDenied, match="every report of an incident"):
        broadcast_reply(ticket, UPDATE, by=agent)

    assert not Delivery.objects.exists()
