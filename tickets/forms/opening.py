"""What every form that opens a ticket has to think of: who is known otherwise, and what was sent before."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from tickets.models import Requester, Ticket
from tickets.text.body import Body
from tickets.vocabulary import EntryKind


def with_contact(body: Body, requester: Requester, *, name: str, phone: str) -> Body:
    """What was typed about a person we know otherwise goes into the text: known data stays as it is."""
    typed = {_("Name"): name, _("Phone"): phone}
    known = (requester.name, requester.phone)
    lines = [
        format_html("<p>{}: {}</p>", label, given)
        for label, given in typed.items()
        if given and given not in known
    ]
    return Body.from_html("".join([body.html, *lines])) if lines else body


def began_with(ticket: Ticket, subject: str, body: Body) -> bool:
    """Whether the ticket says what the form says: the same form may come back with another text in it."""
    first = ticket.entries.filter(kind=EntryKind.MESSAGE).first()
    return first is not None and (ticket.subject, first.body_html) == (subject, body.html)


def already_became(ticket: Ticket) -> str:
    """What a form is told that comes back with another text in it."""
    sentence = _("This form became ticket #%s before. If what it says now is something new, send it again.")
    return sentence % ticket.number
