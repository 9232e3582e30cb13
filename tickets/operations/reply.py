"""Reply: an agent answers, and everybody it says it reaches is written to."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from agents.models import Agent
from sla.operations import give_response
from tickets.access import may, require
from tickets.history import act, operation, record_event
from tickets.models import Attachment, Delivery, Entry, Event, Requester, Status, Ticket
from tickets.operations.change_status import change_status
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.holder import set_holder
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.statuses import refuse_trashed
from tickets.text.body import Body
from tickets.vocabulary import EntryKind, Origin, Source


@operation
def reply_to_ticket(
    ticket: Ticket,
    body: Body,
    *,
    by: Agent,
    to: Iterable[Requester] | None = None,
    uploads: Iterable[Attachment] = (),
    then: Status | None = None,
    until: datetime | None = None,
    submission: UUID | None = None,
) -> Entry:
    """Write a response, mail it to the people on the ticket, and move on to a status in the same act.

    `to` narrows the recipients, at the most to nobody. Whoever answers a ticket that nobody has claims it
    where the department says so. Raises PermissionDenied without `ticket.reply` or the status' own
    permission, OperationRefused for what is in the trash.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_ticket(ticket)

    require(by, "ticket.reply", ticket)
    refuse_trashed(ticket)

    claims = claims_by_replying(ticket, by)
    entry = add_entry(
        ticket, EntryKind.RESPONSE, body, by=by, source=Source.PANEL, uploads=uploads, submission=submission
    )
    ticket.awaiting_since = None
    ticket.save(update_fields=["awaiting_since"])
    if claims:
        set_holder(ticket, team=ticket.team, assignee=by, origin=Origin.AGENT)
    changes = () if _is_own(ticket, by) else give_response(ticket.clock, at=entry.created_at)
    _address(entry, recipients_of(ticket) if to is None else to)

    record_event(ticket, Event.Kind.REPLIED, by=by, entry=entry)
    if claims:
        record_event(ticket, Event.Kind.CLAIMED, by=by, by_replying=True)
    tell_changes(ticket, changes)
    if then is not None:
        change_status(ticket, then, by=by, until=until)
    return entry


def recipients_of(ticket: Ticket) -> list[Requester]:
    """Whom a reply reaches: the requester first, then the collaborators."""
    collaborators = Requester.objects.filter(collaborations__ticket=ticket).order_by(
        "collaborations__created_at"
    )
    return [ticket.requester, *(person for person in collaborators if person != ticket.requester)]


def claims_by_replying(ticket: Ticket, agent: Agent) -> bool:
    """Whether replying takes the ticket: nobody has it, nor another team, and the department wills it."""
    if ticket.assignee_id is not None or not ticket.is_workable or not ticket.department.claims_on_reply:
        return False
    if ticket.team_id is not None and ticket.team_id not in {team.pk for team in agent.teams.all()}:
        return False
    return may(agent, "ticket.assign", ticket)


def _is_own(ticket: Ticket, agent: Agent) -> bool:
    """Own entries never meet own targets (SLA.md, Scenarios)."""
    return ticket.requester.user_id is not None and ticket.requester.user_id == agent.user_id


def _address(entry: Entry, recipients: Iterable[Requester]) -> None:
    """Fix who gets this response, exactly as *will be sent to* showed."""
    with act() as under_way:
        Delivery.objects.bulk_create(
            Delivery(
                ticket=entry.ticket,
                act=under_way.id,
                entry=entry,
                channel=Delivery.Channel.MAIL,
                letter=Delivery.Letter.RESPONSE,
                requester=person,
                address=person.address,
                created_at=entry.created_at,
            )
            for person in dict.fromkeys(recipients)
            if person.address
        )
