"""Everything a requester's ticket page shows, gathered once (templates/center/ticket.html)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.ui.words import short_moment
from sla.moment import now
from tickets.center.standing import lead_of, steps_of
from tickets.center.thread import public_entries, shown
from tickets.center.visit import Visit, links_of
from tickets.forms.receive import ReceiveForm
from tickets.models import Collaborator, Entry, Event, Ticket
from tickets.operations.reopen import reopens_by_message
from tickets.promises import promise_of
from tickets.vocabulary import DONE, EntryKind, State


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the ticket; `is_you` is who reads, agents are drawn round."""

    name: str
    is_you: bool
    is_agent: bool
    role: str


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A mailed link that opens the ticket; `revoke_url` takes a POST."""

    label: str
    revoke_url: str


def ticket_page(visit: Visit, form: ReceiveForm) -> dict[str, Any]:
    ticket, moment = visit.ticket, now()
    entries = public_entries(visit.keys)
    responses = [entry for entry in entries if entry.kind == EntryKind.RESPONSE]
    own = [entry for entry in responses if entry.ticket_id == ticket.pk]
    promise = promise_of(ticket)
    answered_at = _answered_at(ticket, own)
    return {
        "page": "tickets",
        "ticket": ticket,
        "standing": lead_of(ticket, promise, moment, is_answered=answered_at is not None),
        "steps": steps_of(ticket, promise, moment, answered_at=answered_at),
        "entries": shown(entries, ticket, visit.requester),
        "form": form,
        "send_label": _send_label(ticket),
        "reply_help": _reaches(visit),
        "facts": _facts(visit),
        "people": _people(visit, responses),
        "links": _links(visit),
        **_ends(visit),
    }


def _answered_at(ticket: Ticket, responses: list[Entry]) -> datetime | None:
    """When we first answered, in public or on the phone."""
    calls = Event.objects.filter(ticket=ticket, kind=Event.Kind.ANSWERED_BY_PHONE)
    called_at = calls.aggregate(first=Min("at"))["first"]
    moments = [called_at, *(entry.created_at for entry in responses[:1])]
    return min((moment for moment in moments if moment is not None), default=None)


def _ends(visit: Visit) -> dict[str, Any]:
    """How this ticket may be ended or begun again: solved or not, close, reopen."""
    place = [visit.ticket.number]
    close_url, reopen_url = reverse("center:close", args=place), reverse("center:reopen", args=place)
    match visit.ticket.state:
        case State.RESOLVED:
            return {"solve": {"yes_url": close_url, "no_url": reopen_url}}
        case State.CLOSED:
            return {"reopen_url": reopen_url} if reopens_by_message(visit.ticket) else {}
    return {"close_url": close_url}


def _send_label(ticket: Ticket) -> str:
    """Says beforehand what a message does to a ticket that is over."""
    if ticket.state in DONE:
        return _("Send and open it again") if reopens_by_message(ticket) else _("Send as a new ticket")
    return _("Send")


def _reaches(visit: Visit) -> str:
    if visit.ticket.state in DONE:
        return ""
    if visit.ticket.assignee is not None:
        return _("Goes to %s.") % visit.ticket.assignee.name
    return _("Goes to the people who answer here.")


def _facts(visit: Visit) -> list[tuple[str, str]]:
    ticket = visit.ticket
    facts = [(_("Opened"), short_moment(ticket.opened_at, now()))]
    if ticket.topic is not None:
        facts.insert(0, (_("Topic"), ticket.topic.name))
    if ticket.department.is_public:
        facts.append((_("With"), ticket.department.name))
    return facts


def _people(visit: Visit, responses: list[Entry]) -> list[Person]:
    """The requester, whoever answers, and who reads along."""
    ticket = visit.ticket
    agents = {entry.agent_id: entry.author_name for entry in responses}
    if ticket.assignee is not None:
        agents[ticket.assignee_id] = ticket.assignee.name
    collaborators = Collaborator.objects.filter(ticket=ticket).select_related("requester")
    reading = [row.requester for row in collaborators if row.requester_id != ticket.requester_id]
    return [
        Person(ticket.requester.name, ticket.requester == visit.requester, False, ""),
        *(Person(name, False, True, _("answers")) for name in agents.values()),
        *(Person(person.name, person == visit.requester, False, _("reads along")) for person in reading),
    ]


def _links(visit: Visit) -> list[ShownLink]:
    links = []
    for link in links_of(visit):
        mailed = _("Mailed %s") % short_moment(link.created_at, now())
        label = mailed if link.requester == visit.requester else f"{mailed}, {link.requester.name}"
        if link == visit.link:
            label = _("%s, used here") % label
        links.append(ShownLink(label, reverse("center:revoke_link", args=[visit.ticket.number, link.pk])))
    return links
