"""When the very same act arrives twice and no form says which sending it was (a submission does)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet

from agents.models import Agent
from sla.moment import now
from tickets.actor import Actor, agent_of
from tickets.models import Attachment, Entry, Event, Requester, Ticket
from tickets.text.body import Body
from tickets.text.subject import subject_of

REPEATED_WITHIN: Final = timedelta(minutes=1)


def find_repeated(
    ticket: Ticket,
    kind: Event.Kind,
    body: Body,
    *,
    by: Actor,
    uploads: Iterable[Attachment] = (),
    **details: Any,
) -> Entry | None:
    """The entry of the last act on a ticket, where it was this very one: agent, words, `details`, just now.

    What brings files is never the same, nor is what something else came in between. Asked under the ticket's
    lock, for what was sent without a submission.
    """
    agent = agent_of(by)
    if agent is None or list(uploads):
        return None
    same = _last_act(ticket).filter(ticket=ticket, kind=kind, agent=agent, entry__body_html=body.html)
    event = same.filter(**{f"details__{name}": value for name, value in details.items()}).first()
    return event.entry if event else None


def find_opened_again(ticket: Ticket, subject: str, body: Body, *, by: Actor) -> Ticket | None:
    """The ticket that the last act on this one opened from it, just now, with the same words."""
    opened = _last_act(ticket).filter(kind=Event.Kind.OPENED, agent=agent_of(by), entry__body_html=body.html)
    event = opened.exclude(ticket=ticket).filter(ticket__subject=subject_of(subject)).first()
    return event.ticket if event else None


def find_written_down_again(
    requester: Requester, subject: str, body: Body, *, by: Agent, **details: Any
) -> Ticket | None:
    """The ticket that the agent opened for the same person just now, with the same words and `details`."""
    opened = Event.objects.filter(
        kind=Event.Kind.OPENED,
        agent=by,
        at__gt=now() - REPEATED_WITHIN,
        at__lte=now(),
        ticket__requester=requester,
        ticket__subject=subject_of(subject),
        entry__body_html=body.html,
        details__contains=details,
    )
    event = opened.order_by("at", "pk").last()
    return event.ticket if event else None


def _last_act(ticket: Ticket) -> QuerySet[Event]:
    """Everything that the latest act on a ticket caused, there and elsewhere, if it was just now."""
    recent = ticket.events.filter(at__gt=now() - REPEATED_WITHIN, at__lte=now())
    last = recent.exclude(kind__in=Event.QUIET).order_by("at", "pk").last()
    return Event.objects.filter(act=last.act) if last else Event.objects.none()
