from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from tests.factories.people import agent_in
from tests.tickets.history import kinds, last_event
from tickets.models import Delivery, Event
from tickets.operations.delete import delete_ticket
from tickets.operations.note import note_on_ticket
from tickets.text.body import Body
from tickets.vocabulary import EntryKind

NOTE = Body.from_text("The fuse, again.")


def test_agents_write_to_each_other(ticket, agent):
    note = note_on_ticket(ticket, NOTE, by=agent)

    assert (note.kind, note.author, note.is_public) == (EntryKind.NOTE, agent, False)
    assert last_event(ticket, Event.Kind.NOTED).entry == note


def test_nothing_else_changes(ticket, agent):
    waiting_since = ticket.awaiting_since

    note_on_ticket(ticket, NOTE, by=agent)

    ticket.refresh_from_db()
    assert (ticket.awaiting_since, ticket.assignee) == (waiting_since, None)
    assert kinds(ticket) == ["noted"]
    assert not Delivery.objects.exists()


def test_the_same_form_sent_twice_is_one_note(ticket, agent):
    submission = uuid4()
    note = note_on_ticket(ticket, NOTE, by=agent, submission=submission)

    assert note_on_ticket(ticket, NOTE, by=agent, submission=submission) == note


def test_nobody_notes_on_what_is_in_the_trash(ticket, agent, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        note_on_ticket(ticket, NOTE, by=agent)


def test_noting_needs_its_permission(ticket, department):
    with pytest.raises(PermissionDenied, match="internal notes"):
        note_on_ticket(ticket, NOTE, by=agent_in(department, permissions=["ticket.reply"]))
