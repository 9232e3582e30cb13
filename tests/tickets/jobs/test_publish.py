import pytest
from django.db import transaction

from tests.factories.people import AgentFactory, TeamFactory
from tests.factories.tickets import open_a_ticket
from tests.jobs import deferred, run_jobs
from tickets.jobs.publish import publish
from tickets.models import Delivery, Event
from tickets.operations.escalate import escalate_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body

HELLO = Body.from_text("Hello")


def act_of(ticket, kind: str) -> str:
    return str(ticket.events.filter(kind=kind).latest("pk").act)


def test_it_only_inserts_rows_and_queues_a_job_for_each_letter(ticket, agent, mailoutbox):
    publish(act_of(ticket, "opened"), ticket.pk)

    rows = Delivery.objects.order_by("pk").values_list("channel", "letter", "state", "address")
    assert set(rows) == {
        ("mail", "autoresponse", "queued", "james@example.com"),
        ("mail", "alert", "queued", "john@example.com"),
        ("bell", "alert", "sent", ""),
    }
    letters = Delivery.objects.filter(channel="mail").order_by("pk")
    assert deferred("tickets.send_delivery") == [{"delivery_id": letter.pk} for letter in letters]
    assert mailoutbox == []


def test_published_twice_it_inserts_once_and_sends_once(ticket, agent, mailoutbox):
    act = act_of(ticket, "opened")
    publish(act, ticket.pk)
    rows, jobs = Delivery.objects.count(), len(deferred("tickets.send_delivery"))

    publish(act, ticket.pk)
    again = Delivery.objects.count(), len(deferred("tickets.send_delivery"))
    run_jobs()
    publish(act, ticket.pk)

    assert again == (rows, jobs) == (3, 2)
    assert deferred("tickets.send_delivery") == []
    assert len(mailoutbox) == 2


@pytest.mark.slow
def test_it_queues_the_letters_that_the_reply_itself_addressed(ticket, agent):
    run_jobs()
    entry = reply_to_ticket(ticket, HELLO, by=agent)
    publish(act_of(ticket, "replied"), ticket.pk)

    [response] = entry.deliveries.filter(letter=Delivery.Letter.RESPONSE)
    assert deferred("tickets.send_delivery") == [{"delivery_id": response.pk}]


@pytest.mark.slow
def test_what_was_undone_is_told_to_nobody(ticket, agent):
    run_jobs()
    with transaction.atomic():
        note_on_ticket(ticket, HELLO, by=agent)
        within = len(deferred("tickets.publish"))
        transaction.set_rollback(True)

    assert within == 1
    assert deferred("tickets.publish") == []
    assert not Event.objects.filter(kind="noted").exists()


@pytest.mark.slow
def test_an_operation_that_fails_leaves_no_job(ticket, agent, stranger):
    run_jobs()

    with pytest.raises(Exception, match="can't see"):
        note_on_ticket(ticket, HELLO, by=stranger)

    assert deferred("tickets.publish") == []


@pytest.mark.slow
def test_the_row_of_an_agent_names_the_note_and_that_of_a_requester_does_not(ticket, agent):
    run_jobs()
    colleague = AgentFactory()
    note = escalate_ticket(ticket, by=agent, comment="Look", to=TeamFactory(members=[colleague], tier=2))
    run_jobs()

    told = Delivery.objects.filter(act=act_of(ticket, "escalated"), channel="mail")
    assert told.get(agent=colleague).entry == note
    assert told.get(requester=ticket.requester).entry is None


def test_a_ticket_that_is_gone_is_no_error(ticket):
    act = act_of(ticket, "opened")

    publish(act, ticket.pk + 1)

    assert not Delivery.objects.exists()


def test_every_act_is_published_for_every_ticket_it_touched(agent, department, requester):
    one, other = open_a_ticket(department=department), open_a_ticket(department=department)

    jobs = deferred("tickets.publish")

    assert jobs == [
        {"act": act_of(one, "opened"), "ticket_id": one.pk},
        {"act": act_of(other, "opened"), "ticket_id": other.pk},
    ]
