import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from agents.errors import OperationRefused
from sla.moment import at
from tests.clock import tuesday
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.tickets.history import kinds, last_event
from tickets.files.store import keep_upload
from tickets.models import Entry, Event, Link, Ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.merge import merge_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.operations.split import split_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source


@pytest.fixture
def corrupted(ticket, requester):
    """The printer works, but a file is corrupted: with the file."""
    upload = keep_upload(ContentFile(b"1;2;3"), "budget.csv")
    body = Body.from_text("The printer works. Now my file is corrupted.")
    with at(tuesday("09:30")):
        return receive_message(ticket, body, by=requester, source=Source.WEB, uploads=[upload])


@pytest.fixture
def response(ticket, corrupted, supreme):
    with at(tuesday("09:40")):
        return reply_to_ticket(ticket, Body.from_text("When did it begin?"), by=supreme)


@pytest.fixture
def note(ticket, response, supreme):
    with at(tuesday("09:50")):
        return note_on_ticket(ticket, Body.from_text("It is the old share."), by=supreme)


def split(ticket, entries, by, **given) -> Ticket:
    with at(tuesday("10:00")):
        return split_ticket(ticket, entries, subject="A corrupted file", by=by, **given)


def test_a_message_becomes_a_ticket_of_its_author(ticket, corrupted, supreme, requester):
    opened = split(ticket, [corrupted], supreme)

    entry = opened.entries.get()
    assert (opened.subject, opened.requester, opened.department) == (
        "A corrupted file",
        requester,
        ticket.department,
    )
    assert (entry.kind, entry.requester, entry.body_text) == ("message", requester, corrupted.body_text)
    assert (entry.split_from, entry.source, entry.written_down_by) == (corrupted, "web", None)
    assert (opened.opened_at, opened.awaiting_since) == (tuesday("10:00"), tuesday("10:00"))


def test_it_follows_from_this_one(ticket, corrupted, supreme):
    opened = split(ticket, [corrupted], supreme, comment="Another matter.")

    link = Link.objects.get()
    assert (link.parent, link.child, link.kind, link.entry) == (
        ticket,
        opened,
        LinkKind.FOLLOWS_FROM,
        corrupted,
    )
    assert last_event(ticket, Event.Kind.CHAINED).comment == "Another matter."
    assert kinds(opened) == ["chained"]


def test_what_was_chosen_stays_and_its_file_is_shared(ticket, corrupted, supreme):
    opened = split(ticket, [corrupted], supreme)

    one, other = corrupted.attachments.get(), opened.entries.get().attachments.get()
    assert ticket.entries.count() == 2
    assert (one.file, one.name) == (other.file, other.name)
    assert one.token != other.token


def test_what_we_wrote_goes_along_as_notes_of_those_who_wrote_it(ticket, corrupted, response, note, supreme):
    opened = split(ticket, [note, response, corrupted], supreme)

    along = [(entry.kind, entry.body_text, entry.heading) for entry in opened.entries.all()]
    assert along == [
        ("message", corrupted.body_text, ""),
        ("note", "When did it begin?", f"Response in #{ticket.number}"),
        ("note", "It is the old share.", ""),
    ]
    assert {entry.agent for entry in opened.entries.filter(kind="note")} == {supreme}
    assert opened.awaiting_since == tuesday("10:00")


def test_a_collaborators_message_becomes_a_ticket_of_the_collaborator(ticket, supreme):
    ngozi = RequesterFactory(name="Ngozi")
    with at(tuesday("09:30")):
        add_collaborator(ticket, ngozi.address, by=supreme)
        entry = receive_message(ticket, Body.from_text("Mine too."), by=ngozi, source=Source.WEB)

    opened = split(ticket, [entry], supreme)

    assert opened.requester == ngozi


def test_what_it_is_about_stands_first_where_it_is_said(ticket, corrupted, supreme):
    opened = split(ticket, [corrupted], supreme, message=Body.from_text("We look at your file here."))

    assert [entry.body_text for entry in opened.entries.all()] == [
        "We look at your file here.",
        corrupted.body_text,
    ]


def test_an_entry_of_a_merged_ticket_can_be_split_off(ticket, supreme, department):
    with at(tuesday("09:30")):
        child = open_a_ticket(department=department)
        merge_ticket(child, into=ticket, by=supreme)

    opened = split(ticket, [child.entries.get()], supreme)

    assert opened.requester == child.requester


def test_what_makes_no_sense_is_refused(ticket, note, supreme, department):
    foreign = open_a_ticket(department=department).entries.get()

    sentences = []
    for entries in ([], [foreign], [note]):
        with pytest.raises(OperationRefused) as refusal:
            split(ticket, entries, supreme)
        sentences.append(str(refusal.value))

    assert sentences == [
        "Choose at least one entry.",
        "This ticket doesn't have all of these entries any more. Choose again.",
        "Choose a message of a requester, or say what the new ticket is about.",
    ]
    assert not Link.objects.exists()


def test_splitting_twice_at_once_splits_once(ticket, corrupted, supreme):
    one, other = (split(ticket, [corrupted], supreme) for _time in range(2))

    assert one == other
    assert Entry.objects.filter(split_from=corrupted).count() == 1


def test_it_needs_the_permission(ticket, corrupted, agent):
    with pytest.raises(PermissionDenied, match="Merge, unmerge and split"):
        split(ticket, [corrupted], agent)
