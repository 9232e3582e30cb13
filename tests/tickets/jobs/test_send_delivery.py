import smtplib
from contextlib import contextmanager

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.contrib.django.models import ProcrastinateJob

from sla.moment import at
from tests.clock import DAY, tuesday
from tests.jobs import deferred, run_jobs
from tests.tickets.mail.outbound.letters import letters_to, link_in
from tickets.access import visible_to
from tickets.jobs.publish import publish
from tickets.jobs.send_delivery import MOST_ATTEMPTS, send_delivery
from tickets.mail.outbound.send import NotNow
from tickets.models import AccessLink, Delivery
from tickets.operations.access_links import find_link
from tickets.operations.delete import delete_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body

HELLO = Body.from_text("Hello")


class Unwilling(BaseEmailBackend):
    """A mail server that says no; what it says is set on the class, what it saw is left there."""

    says: Exception
    saw: list[EmailMessage]

    def send_messages(self, messages):
        type(self).saw = messages
        raise self.says


@pytest.fixture
def response(ticket, agent) -> Delivery:
    """An answer that James has not got yet."""
    run_jobs()
    return reply_to_ticket(ticket, HELLO, by=agent).deliveries.get()


@contextmanager
def no_server(settings, says: Exception):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Unwilling"
    Unwilling.says = says
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = working


@pytest.mark.slow
def test_what_was_sent_is_remembered_and_not_sent_again(response, mailoutbox):
    before = len(mailoutbox)
    with at(tuesday("10:00")):
        send_delivery(response.pk)
    send_delivery(response.pk)

    response.refresh_from_db()
    assert len(mailoutbox) - before == 1
    assert (response.state, response.sent_at, response.attempts, response.error) == (
        Delivery.State.SENT,
        tuesday("10:00"),
        1,
        "",
    )
    assert response.message_id == mailoutbox[-1].extra_headers["Message-ID"]


@pytest.mark.slow
def test_the_link_in_the_letter_opens_that_ticket_for_that_person(response, client):
    link = link_in(letters_to("james@example.com")[-1])

    page = client.get(link, follow=True)

    assert page.redirect_chain == [(f"/tickets/{response.ticket.number}/", 302)]
    assert page.context["ticket"] == response.ticket
    token = link.split("/")[2]
    assert find_link(token).requester == response.requester
    assert find_link(token).delivery == response


@pytest.mark.slow
def test_nobody_can_read_the_link_out_of_the_database(response):
    token = link_in(letters_to("james@example.com")[-1]).split("/")[2]

    stored = AccessLink.objects.filter(delivery=response).values_list("token_hash", flat=True)

    assert token not in stored
    assert len(stored) == 1


@pytest.mark.slow
def test_a_letter_that_the_server_does_not_take_now_is_tried_again_and_is_the_same(
    response, settings, mailoutbox
):
    with no_server(settings, OSError("connection refused")), pytest.raises(NotNow):
        send_delivery(response.pk)
    response.refresh_from_db()
    first = (response.state, response.attempts, response.error, response.message_id)

    send_delivery(response.pk)

    response.refresh_from_db()
    assert first == (Delivery.State.QUEUED, 1, "connection refused", response.message_id)
    assert (response.state, response.attempts, response.error) == (Delivery.State.SENT, 2, "")
    assert link_in(mailoutbox[-1]) == link_in(Unwilling.saw[0])
    assert AccessLink.objects.filter(delivery=response).count() == 1
    assert find_link(link_in(mailoutbox[-1]).split("/")[2]) is not None


@pytest.mark.slow
def test_a_link_that_was_revoked_between_two_tries_stays_shut(response, settings, mailoutbox):
    with no_server(settings, OSError()), pytest.raises(NotNow):
        send_delivery(response.pk)
    AccessLink.objects.filter(delivery=response).update(revoked_at=tuesday("11:00"))

    send_delivery(response.pk)

    assert find_link(link_in(mailoutbox[-1]).split("/")[2]) is None


@pytest.mark.slow
def test_after_many_tries_it_is_given_up(response, settings):
    Delivery.objects.filter(pk=response.pk).update(attempts=MOST_ATTEMPTS - 1)

    with no_server(settings, OSError("connection refused")):
        send_delivery(response.pk)

    response.refresh_from_db()
    assert (response.state, response.error) == (Delivery.State.FAILED, "connection refused")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("says", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"james@example.com": (550, b"no such user")}), "failed"),
        (smtplib.SMTPDataError(554, b"no such user"), "failed"),
        (smtplib.SMTPRecipientsRefused({"james@example.com": (451, b"no such user")}), "queued"),
        (smtplib.SMTPDataError(451, b"no such user"), "queued"),
        (smtplib.SMTPAuthenticationError(535, b"no such user"), "queued"),
        (smtplib.SMTPServerDisconnected("no such user"), "queued"),
    ],
)
def test_never_and_not_now_are_told_apart(response, settings, says, state):
    with no_server(settings, says):
        try:
            send_delivery(response.pk)
        except NotNow:
            assert state == "queued"

    response.refresh_from_db()
    assert response.state == state
    assert "no such user" in response.error


@pytest.mark.slow
@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: all@example.com"])
def test_an_address_that_is_none_is_given_up_at_once(response, address, mailoutbox):
    Delivery.objects.filter(pk=response.pk).update(address=address)
    before = len(mailoutbox)

    send_delivery(response.pk)

    response.refresh_from_db()
    assert (response.state, response.error) == (Delivery.State.FAILED, Delivery.Fault.NO_ADDRESS)
    assert response.why == "no usable address"
    assert len(mailoutbox) == before


@pytest.mark.slow
def test_whoever_left_the_ticket_meanwhile_gets_neither_letter_nor_link(response, supreme, mailoutbox):
    before = len(mailoutbox)
    delete_ticket(response.ticket, by=supreme)

    send_delivery(response.pk)

    response.refresh_from_db()
    assert response.state == Delivery.State.WITHHELD
    assert not visible_to(response.requester).exists()
    assert not AccessLink.objects.filter(delivery=response).exists()
    assert len(mailoutbox) == before


def test_an_agent_who_lost_sight_of_it_meanwhile_is_not_alerted(ticket, agent):
    publish(str(ticket.events.get(kind="opened").act), ticket.pk)
    alert = Delivery.objects.get(agent=agent, channel="mail")
    agent.memberships.all().delete()

    send_delivery(alert.pk)

    alert.refresh_from_db()
    assert alert.state == Delivery.State.WITHHELD


@pytest.mark.slow
def test_a_row_that_is_gone_is_no_error(response, mailoutbox):
    before = len(mailoutbox)

    send_delivery(response.pk + 1)

    assert len(mailoutbox) == before


def test_a_slow_server_holds_up_one_letter_alone(ticket, agent):
    publish(str(ticket.events.get(kind="opened").act), ticket.pk)

    jobs = ProcrastinateJob.objects.filter(task_name="tickets.send_delivery")
    locks = set(jobs.values_list("lock", flat=True))
    assert len(locks) == jobs.count() == 2
    assert f"ticket-{ticket.pk}" not in locks
    assert set(jobs.values_list("queue_name", flat=True)) == {"send"}


@pytest.mark.slow
def test_letters_go_out_when_the_story_says_so(ticket, agent):
    with at(tuesday("12:00") + DAY):
        reply_to_ticket(ticket, HELLO, by=agent)
        letter = letters_to("james@example.com")[-1]

    assert letter.extra_headers["Date"] == "Wed, 04 Mar 2026 12:00:00 +0000"
    assert deferred("tickets.send_delivery") == []
