"""Where a ticket stands, in words: a table of situations."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.html import strip_tags

from agents.models import Agent, User
from sla.moment import at
from tickets.center.standing import lead_of, steps_of
from tickets.models import HelpTopic, Status, Ticket
from tickets.promises import Promise

NOW = datetime(2026, 11, 17, 10, 4, tzinfo=UTC)
NOTHING = Promise(None, None)


def hours(n: float) -> datetime:
    return NOW + timedelta(hours=n)


def a_ticket(state="open", *, name="", awaiting=True, stops=False, status="Open", **fields) -> Ticket:
    ticket = Ticket(
        number="104519",
        state=state,
        status=Status(name=status, state=state, stops_clock=stops),
        topic=HelpTopic(name="Other", closes_after_days=7, reopen_within_days=14),
        opened_at=hours(-3),
        awaiting_since=hours(-1) if awaiting else None,
        **{"last_activity_at": hours(-1), **fields},
    )
    ticket.assignee = named(name) if name else None
    return ticket


def named(name):
    return Agent(user=User(name=name, email="agent@example.com"))


SITUATIONS = [
    # ticket, promise, answered before, what is said
    (a_ticket(), NOTHING, False, "We have your ticket. You will hear from us as soon as we can."),
    (
        a_ticket(),
        Promise(hours(2), hours(5)),
        False,
        "We have your ticket. You will hear from us by 12:04 today.",
    ),
    (
        a_ticket(),
        Promise(hours(-1), hours(3)),
        False,
        "We have your ticket. You should have heard from us by 09:04 today. We are late, and we know it.",
    ),
    (
        a_ticket(name="Jane Doe"),
        Promise(hours(24), None),
        False,
        "Jane is looking at it. You will hear from us by 10:04 tomorrow.",
    ),
    (
        a_ticket(name="Jane Doe"),
        Promise(hours(2), hours(4)),
        True,
        "Jane has your message. You will hear from us by 12:04 today.",
    ),
    (
        a_ticket(name="Jane Doe", awaiting=False),
        Promise(hours(1), hours(48)),
        True,
        "Jane is working on it. It should be solved by Thursday 10:04.",
    ),
    (
        a_ticket(awaiting=False),
        Promise(None, hours(-30)),
        True,
        "We are working on it. It should have been solved by 04:04 yesterday. We are late, and we know it.",
    ),
    (
        a_ticket(awaiting=False),
        NOTHING,
        True,
        "We are working on it. You will hear from us as soon as there is something new.",
    ),
    (
        a_ticket("pending", status="Waiting for you", stops=True),
        NOTHING,
        True,
        "Waiting for you. We asked you something. Answer below, and we go on.",
    ),
    (
        a_ticket("pending", status="Waiting for a supplier", pending_until=hours(24 * 10)),
        NOTHING,
        True,
        "Waiting for a supplier. We look at it again 27 November, 10:04 at the latest.",
    ),
    (
        a_ticket("resolved", resolved_at=hours(-48), last_activity_at=hours(-24)),
        NOTHING,
        True,
        "We think this is solved. If we hear nothing from you, it closes by itself (Monday 10:04).",
    ),
    (
        a_ticket("closed", closed_at=hours(-24)),
        NOTHING,
        True,
        "This ticket is closed. If there is more to it, write below and it opens again.",
    ),
    (
        a_ticket("closed", closed_at=hours(-24 * 20)),
        NOTHING,
        True,
        "This ticket is closed. If there is more to it, write below: we open a new ticket that follows from"
        " this one.",
    ),
]


@pytest.fixture(autouse=True)
def moment():
    with at(NOW):
        yield


@pytest.mark.parametrize(("ticket", "promise", "is_answered", "said"), SITUATIONS)
def test_where_it_stands_is_said_in_two_sentences(ticket, promise, is_answered, said):
    lead, sentence = lead_of(ticket, promise, NOW, is_answered=is_answered)

    assert strip_tags(f"{lead} {sentence}") == said


@pytest.mark.parametrize(
    ("ticket", "promise", "answered_after", "steps"),
    [
        (
            a_ticket(),
            Promise(hours(1), hours(3)),
            None,
            [
                "Received 07:04 done",
                "Answer Promised by 11:04 today current",
                "In work todo",
                "Solved Promised by 13:04 today todo",
            ],
        ),
        (
            a_ticket(name="Jane Doe"),
            Promise(None, hours(-1)),
            timedelta(minutes=29),
            [
                "Received 07:04 done",
                "Answered 07:33, in 29 m done",
                "In work Jane Doe current",
                "Solved Promised by 09:04 today, we are late todo",
            ],
        ),
        (
            a_ticket("pending", status="Waiting for you"),
            NOTHING,
            timedelta(minutes=29),
            [
                "Received 07:04 done",
                "Answered 07:33, in 29 m done",
                "Waiting Waiting for you current",
                "Solved todo",
            ],
        ),
        (
            a_ticket("closed", closed_at=hours(-1)),
            NOTHING,
            None,
            ["Received 07:04 done", "Solved 09:04 done"],
        ),
    ],
)
def test_the_steps_show_what_is_behind_and_what_is_to_come(ticket, promise, answered_after, steps):
    answered_at = ticket.opened_at + answered_after if answered_after else None

    shown = steps_of(ticket, promise, NOW, answered_at=answered_at)

    assert [" ".join(filter(None, (step.label, step.detail, step.state))) for step in shown] == steps
