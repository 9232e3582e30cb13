from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import make_sev_a
from tests.tickets.facts import assert_facts
from tests.tickets.history import kinds, last_event
from tickets.models import Delivery, Event, Ticket
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.delete import delete_ticket
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Source

SAID = Body.from_text("He pulls the plug and calls back.")


@pytest.fixture
def ticket(requester, department):
    """15 minutes for the first response, 30 for the next, one hour for an update, from nine."""
    with at(tuesday("09:00")):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_a())


@pytest.mark.slow
def test_the_words_of_the_agent_are_an_internal_note_and_no_letter_goes_out(ticket, agent):
    note = answer_by_phone(ticket, SAID, by=agent)

    assert (note.kind, note.author, note.source) == (EntryKind.NOTE, agent, Source.PHONE)
    assert (note.heading, note.body_text) == ("Answered on the phone", SAID.text)
    assert last_event(ticket, Event.Kind.ANSWERED_BY_PHONE).entry == note
    assert not Delivery.objects.filter(channel=Delivery.Channel.MAIL).exists()


def test_it_meets_the_first_response_and_promises_the_next_update(ticket, agent):
    with at(tuesday("09:10")):
        answer_by_phone(ticket, SAID, by=agent)

    first = ticket.clock.targets.get(kind=TargetKind.FIRST_RESPONSE)
    assert first.met_at == tuesday("09:10")
    assert dues(ticket.clock) == {TargetKind.UPDATE: "10:10", TargetKind.RESOLUTION: "10:00"}
    assert kinds(ticket) == ["answered_by_phone", "target_met", "claimed"]
    assert_facts(ticket)


@pytest.mark.slow
def test_it_meets_the_next_response_and_the_message_after_it_asks_anew(ticket, agent, requester):
    with at(tuesday("09:10")):
        answer_by_phone(ticket, SAID, by=agent)
    with at(tuesday("09:20")):
        receive_message(ticket, SAID, by=requester, source=Source.WEB)
    with at(tuesday("09:30")):
        answer_by_phone(ticket, SAID, by=agent)

    assert ticket.awaiting_since is None
    with at(tuesday("09:40")):
        receive_message(ticket, SAID, by=requester, source=Source.WEB)
    assert ticket.awaiting_since == tuesday("09:40")
    assert dues(ticket.clock)[TargetKind.NEXT_RESPONSE] == "10:10"
    assert_facts(ticket)


def test_who_calls_about_an_own_ticket_answers_nobody(ticket, department, requester):
    caller = agent_in(department)
    requester.user = caller.user
    requester.save(update_fields=["user"])

    answer_by_phone(ticket, SAID, by=caller)

    assert not ticket.clock.targets.filter(met_at__isnull=False).exists()
    assert ticket.awaiting_since == tuesday("09:00")


@pytest.mark.slow
@pytest.mark.parametrize("claims", [True, False])
def test_who_calls_takes_the_ticket_where_the_department_wants_it_so(ticket, department, agent, claims):
    department.claims_on_reply = claims
    department.save(update_fields=["claims_on_reply"])
    ticket = Ticket.objects.get(pk=ticket.pk)

    answer_by_phone(ticket, SAID, by=agent)

    assert (ticket.assignee == agent) is claims


def test_the_same_form_sent_twice_is_one_call(ticket, agent):
    submission = uuid4()
    note = answer_by_phone(ticket, SAID, by=agent, submission=submission)

    assert answer_by_phone(ticket, SAID, by=agent, submission=submission) == note
    assert ticket.events.filter(kind=Event.Kind.ANSWERED_BY_PHONE).count() == 1


def test_nobody_answers_what_is_in_the_trash(ticket, agent, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        answer_by_phone(ticket, SAID, by=agent)


def test_answering_needs_the_permission_to_reply(ticket, department):
    with pytest.raises(PermissionDenied, match="Reply to the requester"):
        answer_by_phone(ticket, SAID, by=agent_in(department, permissions=["ticket.note"]))
