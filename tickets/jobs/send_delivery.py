"""Send one letter: a job of its own, so that a slow mail server holds up no other letter and no ticket."""

from typing import Final

from django.db import transaction
from django.db.models import Prefetch
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from sla.moment import now
from tickets.access import sees
from tickets.mail.outbound.compose import compose
from tickets.mail.outbound.send import NotNow, Refused, is_address, send
from tickets.models import Delivery, Entry, Ticket
from tickets.notifications.quiet import is_over, quiet_until
from tickets.operations.access_links import issue_link

MOST_ATTEMPTS: Final = 10
TRY_FOR_HOURS: Final = RetryStrategy(
    max_attempts=MOST_ATTEMPTS, exponential_wait=3, retry_exceptions={NotNow}
)
"""About eight hours in all: 3, 9, 27 … seconds."""


def defer_sending(delivery: Delivery) -> None:
    """Queue a letter in the transaction under way, for when it may go; harmless where it is queued."""
    name = f"delivery-{delivery.pk}"
    job = jobs.configure_task(
        "tickets.send_delivery",
        queue="send",
        lock=name,
        queueing_lock=name,
        schedule_at=delivery.deliver_after,
    )
    try:
        with transaction.atomic():
            job.defer(delivery_id=delivery.pk)
    except AlreadyEnqueued:
        pass


_TICKETS: Final = Ticket.objects.select_related(
    "requester", "topic", "status", "clock", "department", "team", "assignee__user"
)
_ENTRIES: Final = Entry.objects.select_related("agent__user", "requester")
# Three questions and not one: in what order to join seventeen tables PostgreSQL ponders far longer than it
# takes to answer all three.
_KNOWN: Final = Delivery.objects.select_related("requester", "agent__user").prefetch_related(
    Prefetch("ticket", _TICKETS), Prefetch("entry", _ENTRIES)
)


@jobs.task(name="tickets.send_delivery", queue="send", retry=TRY_FOR_HOURS)
def send_delivery(delivery_id: int) -> None:
    """Send a letter that waits; whoever no longer sees the ticket is not written to.

    In an agent's quiet hours it waits on for their end, and is dropped if the matter is over by then.

    Only a worker that dies between the mail server's yes and the next line lets a letter leave twice, and
    then it is the same letter: same Message-ID, same link.
    """
    delivery = _KNOWN.filter(pk=delivery_id).first()
    if delivery is None or delivery.state != Delivery.State.QUEUED:
        return
    if delivery.recipient is None or not sees(delivery.recipient, delivery.ticket):
        _record(delivery, Delivery.State.WITHHELD, Delivery.Fault.NOT_ON_TICKET)
        return
    if not is_address(delivery.address):
        _record(delivery, Delivery.State.FAILED, Delivery.Fault.NO_ADDRESS)
        return

    if delivery.deliver_after is not None and is_over(delivery):
        _record(delivery, Delivery.State.WITHHELD, Delivery.Fault.OVER)
        return
    opens_at = quiet_until(delivery.recipient, delivery.ticket, now())
    if opens_at is not None:
        delivery.deliver_after = opens_at
        _record(delivery, Delivery.State.QUEUED, Delivery.Fault.QUIET_HOURS)
        defer_sending(delivery)
        return

    token = ""
    if delivery.requester is not None:
        token = issue_link(delivery.ticket, delivery.requester, delivery=delivery)
    message = compose(delivery, token=token)
    delivery.message_id = message.extra_headers["Message-ID"]
    delivery.attempts += 1
    try:
        send(message)
    except Refused as refusal:
        _record(delivery, Delivery.State.FAILED, str(refusal))
    except NotNow as failure:
        if delivery.attempts >= MOST_ATTEMPTS:
            _record(delivery, Delivery.State.FAILED, str(failure))
        else:
            _record(delivery, Delivery.State.QUEUED, str(failure))
            raise
    else:
        delivery.sent_at = now()
        _record(delivery, Delivery.State.SENT)


def _record(delivery: Delivery, state: Delivery.State, error: str = "") -> None:
    delivery.state, delivery.error = state, error[:300]
    delivery.save(update_fields=["state", "error", "attempts", "message_id", "deliver_after", "sent_at"])
