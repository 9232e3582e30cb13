"""The demo desk is told through the operations, so it must be as true as a desk that was worked on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from agents.models import Agent
from helpdesk.demo.build import FILLING, build_demo, is_left_unfinished
from sla.moment import at
from tests.tickets.facts import assert_facts
from tickets.chains import parts_of
from tickets.models import Delivery, Desk, Entry, Event, Ticket
from tickets.queues import queues_of
from tickets.vocabulary import EntryKind, State

NOW = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture
def desk(db, settings, tmp_path: Path) -> Path:
    settings.DEMO_MAIL_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "helpdesk.demo.mailbox.EmailBackend"
    build_demo(NOW, processes=1, past=6, recent=4)
    return tmp_path


@pytest.mark.slow
def test_the_three_stories_are_told_in_full_and_leave_nothing_to_do(desk: Path) -> None:
    outage = Ticket.objects.get(subject="Entire mobile/online banking system is down")
    laptop = Ticket.objects.get(subject="Device not working")
    adobe = Ticket.objects.get(subject="Adobe will not open for many of us in Accounting")

    assert {ticket.state for ticket in (outage, laptop, adobe)} == {State.CLOSED}
    assert outage.clock.plan.name == "Sev-A (1 hour, 24/7)"
    assert parts_of(outage).count() == 3
    assert [link.child.subject for link in laptop.child_links.all()] == ["Board pack Q4.xlsx is corrupted"]
    assert outage.escalations.count() == 2

    assert not ProcrastinateJob.objects.exists()
    assert not Delivery.objects.filter(state=Delivery.State.QUEUED).exists()
    assert not Delivery.objects.filter(channel=Delivery.Channel.BELL).unread().exists()
    assert not is_left_unfinished()


@pytest.mark.slow
def test_what_lists_need_agrees_with_what_was_told(desk: Path) -> None:
    for ticket in Ticket.objects.all():
        assert_facts(ticket)
    assert Event.objects.filter(at__gt=NOW).count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    [NOW, datetime(2026, 11, 21, 3, 30, tzinfo=UTC), datetime(2026, 11, 23, 8, 10, tzinfo=UTC)],
    ids=["on a working day", "at night at the weekend", "on Monday morning"],
)
def test_everybody_finds_something_in_every_queue(db, settings, tmp_path: Path, moment: datetime) -> None:
    settings.DEMO_MAIL_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "helpdesk.demo.mailbox.EmailBackend"
    build_demo(moment, processes=1, past=3, recent=0)

    empty = []
    with at(moment + timedelta(minutes=5)):
        for name in ("john", "jane", "admin"):
            agent = Agent.objects.with_rights().get(user__email=f"{name}@example.com")
            queues = [queue for queue in queues_of(agent) if not queue.tickets(agent).exists()]
            empty += [f"{name}: {queue.slug}" for queue in queues]
    assert not empty


@pytest.mark.slow
def test_every_letter_can_be_read_and_no_note_left_the_house(desk: Path) -> None:
    notes = Entry.objects.filter(kind=EntryKind.NOTE).values_list("body_text", flat=True)
    letters = [path.read_text() for path in desk.iterdir() if "james@example.com" in path.name]

    assert len(letters) >= 4
    assert len(notes) > 5
    assert not [note for note in notes for letter in letters if note[:60] in letter.replace("=\n", "")]


@pytest.mark.django_db
def test_a_desk_is_closed_until_it_is_filled() -> None:
    assert not is_left_unfinished()

    Desk.objects.update_or_create(pk=1, defaults={"closed_notice": FILLING})

    assert is_left_unfinished()
