"""The real worker, on connections of its own, as `manage.py procrastinate worker` runs it."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sla.moment import at, now
from tests.jobs import run_worker
from tests.tickets.mail.outbound.letters import link_in
from tickets.models import Delivery, Event, Ticket
from tickets.operations.access_links import find_link
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import State

pytestmark = pytest.mark.usefixtures("committed")

HELLO = Body.from_text("We see it too.")


@pytest.fixture
def failing_job(agent, ticket):
    """A job that writes a note and then falls over."""

    @app.task(name="tests.fall_over")
    def fall_over() -> None:
        with transaction.atomic():
            note_on_ticket(Ticket.objects.get(pk=ticket.pk), HELLO, by=agent)
            raise RuntimeError("fell over")

    yield fall_over
    del app.tasks["tests.fall_over"]


def test_what_an_agent_answers_arrives(ticket, agent, mailoutbox):
    entry = reply_to_ticket(ticket, HELLO, by=agent)

    run_worker()

    [letter] = [letter for letter in mailoutbox if "We see it too." in letter.body]
    assert letter.to == ["james@example.com"]
    assert entry.deliveries.get(letter="response").state == Delivery.State.SENT
    assert find_link(link_in(letter).split("/")[2]).ticket == ticket
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}


@pytest.mark.slow
def test_a_job_that_falls_over_leaves_nothing_of_what_it_deferred(ticket, failing_job):
    run_worker()
    published = ProcrastinateJob.objects.filter(task_name="tickets.publish")
    before = published.count()
    failing_job.defer()

    run_worker()

    assert ProcrastinateJob.objects.get(task_name="tests.fall_over").status == "failed"
    assert not Event.objects.filter(kind="noted").exists()
    assert published.count() == before == 1


@pytest.mark.slow
def test_a_reminder_that_has_come_takes_the_ticket_up_again_and_says_so(ticket, agent, mailoutbox):
    hour = timedelta(hours=1)
    with at(now() - 2 * hour):
        pend_ticket(ticket, by=agent, until=now() + hour)
    app.tasks["tickets.remind"].defer(timestamp=0)

    run_worker()

    ticket.refresh_from_db()
    assert ticket.state == State.OPEN
    to_john = [letter.body for letter in mailoutbox if letter.to == ["john@example.com"]]
    assert ["The reminder has come: this is back in work" in body for body in to_john] == [False, True]
