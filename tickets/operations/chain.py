"""Chain: tie tickets together, each lives (SLA.md, Chains)."""

from uuid import UUID

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent
from tickets.access import require
from tickets.actor import Actor
from tickets.chains import is_below
from tickets.history import operation
from tickets.models import Entry, HelpTopic, Link, Ticket
from tickets.operations.entries import add_entry
from tickets.operations.lock import lock_chains, lock_submission, lock_ticket, lock_tickets
from tickets.operations.open import find_opened, open_ticket
from tickets.operations.repeated import find_opened_again
from tickets.operations.route import Chosen
from tickets.operations.statuses import refuse_set_aside
from tickets.operations.ties import tie, untie
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, LinkKind, Source


@operation
def chain_tickets(parent: Ticket, child: Ticket, *, kind: LinkKind, by: Actor) -> None:
    """Tie two tickets, read as "child *kind* parent". Tying them the same way again changes nothing.

    Raises PermissionDenied without `ticket.chain` on both, OperationRefused where they are tied otherwise,
    for what would close a ring, for a ticket with itself, and for what is in the trash.
    """
    lock_chains()
    lock_tickets(parent, child)

    for ticket in (parent, child):
        require(by, "ticket.chain", ticket)
        refuse_set_aside(ticket)
    link = _find_link(parent, child)
    if link is not None and (link.parent, link.kind) == (parent, kind):
        return
    if parent == child:
        raise OperationRefused(_("A ticket can't be tied to itself."))
    if link is not None:
        raise OperationRefused(_("These two are tied already; part them first."))
    if is_below(parent, child):
        raise OperationRefused(
            _("#%(parent)s hangs below #%(child)s already; this would close a ring.")
            % {"parent": parent.number, "child": child.number}
        )

    tie(parent, child, kind, by=by)


@operation
def open_chained_ticket(
    ticket: Ticket,
    *,
    kind: LinkKind,
    is_child: bool = True,
    subject: str,
    body: Body,
    by: Agent,
    topic: HelpTopic | None = None,
    entry: Entry | None = None,
    submission: UUID | None = None,
) -> Ticket:
    """Open a ticket from within another one, for the same requester, tied to it: as its child, or parent.

    A topic routes it; without one it is for the same department. What came up in an entry goes along as a
    note, since whoever gets the new ticket may not see the old one. The same submission opens it once.
    Raises PermissionDenied without `ticket.chain` here or `ticket.open` there, OperationRefused for what
    is in the trash.
    """
    lock_submission(submission)
    if sent := find_opened(submission):
        return sent
    lock_ticket(ticket)
    if submission is None and (done := find_opened_again(ticket, subject, body, by=by)):
        return done

    require(by, "ticket.chain", ticket)
    refuse_set_aside(ticket)

    opened = open_ticket(
        requester=ticket.requester,
        organization=ticket.organization,
        subject=subject,
        body=body,
        source=Source.PANEL,
        by=by,
        topic=topic,
        chosen=Chosen(department=None if topic and topic.department else ticket.department),
        submission=submission,
    )
    if entry is not None:
        _quote(entry, opened, by=by)
    parent, child = (ticket, opened) if is_child else (opened, ticket)
    tie(parent, child, kind, by=by, entry=entry)
    return opened


@operation
def unchain_tickets(one: Ticket, other: Ticket, *, by: Actor) -> None:
    """Part two tickets, whichever of them is the parent. Harmless where they are not tied.

    Raises PermissionDenied without `ticket.chain` on both.
    """
    lock_tickets(one, other)

    for ticket in (one, other):
        require(by, "ticket.chain", ticket)
    link = _find_link(one, other)
    if link is None:
        return

    link.parent, link.child = (one, other) if link.parent == one else (other, one)
    untie(link, by=by)


def _find_link(one: Ticket, other: Ticket) -> Link | None:
    """The link between two tickets, whichever of them is the parent."""
    pair = [one, other]
    return Link.objects.filter(parent__in=pair, child__in=pair).first()


def _quote(entry: Entry, child: Ticket, *, by: Agent) -> None:
    add_entry(
        child,
        EntryKind.NOTE,
        Body(html=entry.body_html, text=entry.body_text),
        by=by,
        source=Source.PANEL,
        heading=_("From #%s") % entry.ticket.number,
    )
