"""Forms that no browser sends: with as few fields as PRODUCT.md names, or with none."""

import pytest

from sla.moment import now
from tests.factories.people import DepartmentFactory, TeamFactory
from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tests.rows import taken_back
from tests.sla.plans import make_sev_a, make_sev_b
from tests.tickets.center.pages import text_of
from tickets.models import Desk, Event, Ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.operations.set_due import set_due

LATER = now().replace(year=2099)

SPARING = [
    ("reply", {"message": "We look at it."}, "replied"),
    ("note", {"message": "Third time this week."}, "noted"),
    ("phone", {"message": "He pulls the plug and calls back."}, "answered_by_phone"),
    ("claim", {}, "claimed"),
    ("assign", {"assignee": "Supreme"}, "assigned"),
    ("assign", {"team": "Level I Support"}, "assigned"),
    ("transfer", {"department": "System Administrators"}, "transferred"),
    ("refer", {"agent": "Stranger"}, "referred"),
    ("refer", {"team": "Level II Support"}, "referred"),
    ("refer", {"department": "Elsewhere"}, "referred"),
    ("escalate", {"comment": "Tried: cables"}, "escalated"),
    ("escalate", {"team": "Level II Support", "comment": "Tried: cables"}, "escalated"),
    ("prioritize", {"priority": "High"}, "prioritized"),
    ("replan", {"plan": "Sev-A"}, "replanned"),
    ("due", {"due_at": "2099-01-01T10:00"}, "due_set"),
    ("retopic", {"topic": "Outage"}, "retopicked"),
    ("tag", {"tags": "VIP"}, "tagged"),
    ("pend", {}, "pended"),
    ("pend", {"status": "Waiting for third party"}, "pended"),
    ("resolve", {}, "resolved"),
    ("close", {}, "closed"),
    ("chain", {"kind": "follows from", "subject": "More", "message": "Much more."}, "chained"),
    ("collaborate", {"email": "ngozi@example.com"}, "collaborator_added"),
    ("follow", {}, "followed"),
    ("delete", {}, "trashed"),
]

ASKED = [
    ("reply", "Write something before you send it."),
    ("note", "Write something before you save it."),
    ("phone", "Write in a sentence what was said."),
    ("assign", "Choose an agent or a team."),
    ("transfer", "Choose one."),
    ("refer", "Choose an agent, a team or a department."),
    ("escalate", "Write a hand-over note: what was tried, and what you ask for."),
    ("return", "Write a note: what was found, and what is left to do."),
    ("prioritize", "Choose one."),
    ("replan", "Choose one."),
    ("due", "Say when, on which day and at what time."),
    ("retopic", "Choose one."),
    ("tag", "Type a tag to put on, or choose one to take off."),
    ("chain", "Say what the new ticket is about"),
    ("unchain", "Choose one."),
    ("collaborate", "Type the address of whom to add."),
]


def send(client, ticket: Ticket, verb: str, given: dict[str, str]):
    response = client.post(f"/panel/tickets/{ticket.number}/{verb}/", given)
    ticket.refresh_from_db()
    return response


def told(ticket: Ticket) -> list[str]:
    return list(ticket.events.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def furnished(ticket, department, stranger, supreme):
    """A desk that has what the forms name, and a ticket that has values which could be taken away."""
    second = TeamFactory(name="Level II Support", tier=2)
    TeamFactory(name="Level I Support", tier=1, escalates_to=second)
    DepartmentFactory(name="System Administrators")
    HelpTopicFactory(name="Outage", department=department)
    make_sev_a()
    return ticket


@pytest.mark.slow
def test_a_verb_needs_no_more_than_its_named_fields(boss, furnished, subtests):
    for verb, given, kind in SPARING:
        with subtests.test(verb, **given), taken_back():
            ticket = Ticket.objects.get(pk=furnished.pk)

            response = send(boss, ticket, verb, given)

            assert response.status_code == 302
            assert kind in told(ticket)


@pytest.mark.slow
def test_return_and_reopen_need_no_more_either(boss, supreme, furnished):
    escalate_ticket(furnished, by=supreme, comment="Tried: cables", to=TeamFactory(tier=3))

    send(boss, furnished, "return", {"comment": "It was the fuse"})
    send(boss, furnished, "release", {})
    resolve_ticket(furnished, by=supreme)
    send(boss, furnished, "reopen", {})

    assert [kind for kind in told(furnished) if kind in ("returned", "released", "reopened")] == [
        "returned",
        "released",
        "reopened",
    ]


@pytest.mark.slow
def test_chain_and_unchain_need_the_other_number(boss, department, furnished):
    other = open_a_ticket(department=department)

    send(boss, furnished, "chain", {"kind": "part of", "number": other.number})
    send(boss, furnished, "unchain", {"number": other.number})

    assert told(furnished)[-2:] == ["chained", "unchained"]


@pytest.mark.slow
def test_a_form_without_its_field_is_asked_for_it_and_changes_nothing(
    boss, supreme, department, furnished, subtests
):
    """Above all nothing is taken away: plan, topic and due date are there, and stay."""
    plan, topic = make_sev_b(), HelpTopicFactory(name="Password Reset", department=department)
    replan_ticket(furnished, plan, by=supreme)
    retopic_ticket(furnished, topic, by=supreme)
    set_due(furnished, LATER, by=supreme)
    before = told(furnished)

    for verb, sentence in ASKED:
        response = send(boss, furnished, verb, {"comment": ""})

        with subtests.test(verb):
            assert response.status_code == 422
            assert sentence in text_of(response)
    assert told(furnished) == before
    assert (furnished.clock.plan, furnished.topic, furnished.clock.manual_due_at) == (plan, topic, LATER)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("verb", "field", "kind"),
    [("replan", "plan", "replanned"), ("retopic", "topic", "retopicked"), ("due", "due_at", "due_removed")],
)
def test_an_empty_field_means_none(boss, supreme, department, furnished, verb, field, kind):
    Desk.objects.update(default_department=department)
    replan_ticket(furnished, make_sev_b(), by=supreme)
    set_due(furnished, LATER, by=supreme)

    response = send(boss, furnished, verb, {field: ""})

    assert response.status_code == 302
    assert furnished.events.filter(kind=kind).latest("pk").details["after"] is None


@pytest.mark.slow
def test_waiting_for_another_reason_keeps_the_reminder_that_was_not_mentioned(boss, supreme, furnished):
    pend_ticket(furnished, by=supreme, until=LATER)

    send(boss, furnished, "pend", {"status": "Waiting for third party"})

    assert (furnished.status.name, furnished.pending_until) == ("Waiting for third party", LATER)

    send(boss, furnished, "pend", {"status": "Waiting for third party", "until": ""})

    assert furnished.pending_until is None


def test_pend_without_a_status_waits_in_the_default_one(boss, furnished):
    send(boss, furnished, "pend", {})

    assert furnished.status.name == "Waiting for requester"


def test_a_new_ticket_on_behalf_came_by_phone_unless_it_says_otherwise(boss, furnished):
    given = {
        "email": "amara@example.com",
        "name": "Amara Nwosu",
        "topic": "Outage",
        "subject": "Card reader is dead",
        "message": "Since this morning.",
    }

    response = boss.post("/panel/tickets/new/", given)

    assert response.status_code == 302
    assert Ticket.objects.get(subject="Card reader is dead").source == "phone"


def test_the_support_center_takes_a_topic_by_its_name(client, furnished):
    given = {
        "topic": "Outage",
        "name": "Amara Nwosu",
        "email": "amara@example.com",
        "subject": "Card reader is dead",
        "message": "Since this morning.",
    }

    response = client.post("/tickets/new/", given)

    opened = Ticket.objects.get(subject="Card reader is dead")
    assert (response.status_code, opened.topic.name) == (302, "Outage")
    assert opened.events.get().kind == Event.Kind.OPENED
