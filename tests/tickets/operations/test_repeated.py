"""What is done twice without a submission is done once, if it is the very same act (HOUSE.md, operations)."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from agents.permissions import EVERY_CODE
from sla.moment import at, now
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket, status_named
from tickets.actor import SYSTEM
from tickets.files.store import keep_upload
from tickets.models import Delivery
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.chain import chain_tickets, open_chained_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind

WORDS = "Tried the other socket."
SAID = Body.from_text(WORDS)

ACTS = {
    "reply": lambda ticket, by: reply_to_ticket(ticket, SAID, by=by),
    "note": lambda ticket, by: note_on_ticket(ticket, SAID, by=by),
    "phone": lambda ticket, by: answer_by_phone(ticket, SAID, by=by),
    "escalate": lambda ticket, by: escalate_ticket(ticket, by=by, comment=WORDS),
    "give back": lambda ticket, by: give_back_ticket(ticket, by=by, comment=WORDS),
}


@pytest.fixture
def ticket(requester, department, supreme):
    """Escalated once, with a tier to go."""
    third = TeamFactory(name="Third tier", tier=3)
    second = TeamFactory(name="Second tier", tier=2, escalates_to=third)
    first = TeamFactory(name="First tier", tier=1, escalates_to=second)
    with at(now() - timedelta(hours=1)):
        ticket = open_a_ticket(requester=requester, department=department, team=first)
        escalate_ticket(ticket, by=supreme, comment="Tried everything.")
        escalate_ticket(ticket, by=supreme, comment="Tried everything else.")
        give_back_ticket(ticket, by=supreme, comment="Look once more.")
    return ticket


@pytest.mark.slow
@pytest.mark.parametrize("do", ACTS.values(), ids=ACTS)
def test_the_same_words_at_once_are_the_same_act(ticket, supreme, do):
    entry = do(ticket, supreme)
    happened, mailed = ticket.events.count(), Delivery.objects.count()

    again = do(ticket, supreme)

    assert again == entry
    assert (ticket.events.count(), Delivery.objects.count()) == (happened, mailed)


@pytest.mark.slow
@pytest.mark.parametrize("do", [ACTS["reply"], ACTS["note"], ACTS["phone"]], ids=["reply", "note", "phone"])
def test_a_minute_later_another_agent_or_after_something_else_it_is_another_act(
    ticket, department, supreme, do
):
    colleague = agent_in(department, permissions=EVERY_CODE)

    entries = [do(ticket, supreme), do(ticket, colleague)]
    with at(now() + timedelta(minutes=2)):
        entries.append(do(ticket, colleague))
        prioritize_ticket(ticket, 3, by=supreme)
        entries.append(do(ticket, colleague))

    assert len(set(entries)) == 4


@pytest.mark.slow
def test_a_note_is_no_reply_and_other_words_are_another_note(ticket, supreme):
    entries = [note_on_ticket(ticket, SAID, by=supreme), reply_to_ticket(ticket, SAID, by=supreme)]
    entries += [note_on_ticket(ticket, Body.from_text(text), by=supreme) for text in ("One.", "Two.")]

    assert len(set(entries)) == 4


@pytest.mark.slow
def test_a_reply_to_others_with_files_or_to_another_status_is_another_reply(ticket, supreme):
    add_collaborator(ticket, "martin@example.com", by=supreme, name="Martin")
    reply_to_ticket(ticket, SAID, by=supreme)

    reply_to_ticket(ticket, SAID, by=supreme, to=[ticket.requester])
    reply_to_ticket(
        ticket, SAID, by=supreme, to=[ticket.requester], uploads=[keep_upload(ContentFile(b"a"), "a.txt")]
    )
    for _time in range(2):
        reply_to_ticket(ticket, SAID, by=supreme, to=[ticket.requester], then=status_named("Resolved"))

    assert ticket.entries.filter(kind="response").count() == 4


@pytest.mark.slow
def test_a_broadcast_repeated_reaches_nobody_again(ticket, department, supreme):
    report = open_a_ticket(department=department)
    chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=SYSTEM)
    reply_to_ticket(ticket, SAID, by=supreme)

    reached = [broadcast_reply(ticket, SAID, by=supreme) for _time in range(2)]

    assert reached == [1, 0]
    assert [one.entries.filter(kind="response").count() for one in (ticket, report)] == [1, 1]


@pytest.mark.slow
def test_a_chained_ticket_is_opened_once_from_the_same_words(ticket, supreme):
    def open_(subject):
        return open_chained_ticket(ticket, kind=LinkKind.BLOCKS, subject=subject, body=SAID, by=supreme)

    first, again, other, back = (open_(name) for name in ("Cable", "Cable", "Socket", "Cable"))

    assert again == first
    assert len({first, other, back}) == 3


@pytest.mark.slow
def test_what_a_rule_does_is_judged_by_the_rule_alone(ticket):
    give_back_ticket(ticket, by=SYSTEM, comment="Overdue.")

    notes = [escalate_ticket(ticket, by=SYSTEM, comment="Overdue.") for _tier in range(2)]

    assert [note.heading for note in notes] == ["Hand-over to Second tier", "Hand-over to Third tier"]
