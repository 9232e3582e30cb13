"""Return: back to the very person who escalated it (SLA.md, Tiers)."""

from uuid import UUID

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent
from sla.moment import now
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Entry, Escalation, Event, Ticket, TicketAccess
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.holder import may_hold, set_holder
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.repeated import find_repeated
from tickets.operations.statuses import refuse_done
from tickets.text.body import Body
from tickets.vocabulary import AccessReason, EntryKind, Source


@operation
def give_back_ticket(ticket: Ticket, *, by: Actor, comment: str, submission: UUID | None = None) -> Entry:
    """Undo the latest escalation with a note: to its giver, else the substitute, else the team it came from.

    The same submission returns once. Returns the note. Raises PermissionDenied without `ticket.escalate`,
    OperationRefused without a note, where nothing was escalated, and for what is resolved, closed or in
    the trash.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_ticket(ticket)
    body = Body.from_text(comment)
    if submission is None and (done := find_repeated(ticket, Event.Kind.RETURNED, body, by=by)):
        return done

    require(by, "ticket.escalate", ticket)
    refuse_done(ticket)
    escalation = unreturned(ticket)
    if escalation is None:
        raise OperationRefused(_("#%s was not escalated, so it can't be returned.") % ticket.number)
    if not comment.strip():
        raise OperationRefused(_("Write a note: what was found, and what is left to do."))

    giver, taker = escalation.giver, returns_to(ticket, escalation)
    note = add_entry(
        ticket,
        EntryKind.NOTE,
        body,
        by=by,
        source=Source.PANEL,
        heading=_("Returned to %s") % (taker or escalation.from_team or ticket.department),
        submission=submission,
    )
    escalation.returned_at = now()
    escalation.save(update_fields=["returned_at"])
    _end_access_of_givers(ticket)
    names = set_holder(ticket, team=escalation.from_team, assignee=taker, origin=origin_of(by))

    record_event(
        ticket,
        Event.Kind.RETURNED,
        by=by,
        entry=note,
        before=names["team_before"],
        after=names["team"],
        assignee=names["assignee"],
        giver=str(giver) if giver else None,
        giver_is_absent=giver is not None and taker != giver,
    )
    return note


def unreturned(ticket: Ticket) -> Escalation | None:
    """The latest escalation that was not returned: the one that returning undoes."""
    return ticket.escalations.filter(returned_at__isnull=True).last()


def returns_to(ticket: Ticket, escalation: Escalation) -> Agent | None:
    """Who gets it back: the giver if present, else the substitute, else nobody but the team."""
    stand_in = escalation.giver.stand_in if escalation.giver else None
    if stand_in is None or not may_hold(stand_in, ticket.department):
        return None
    return stand_in


def _end_access_of_givers(ticket: Ticket) -> None:
    """Givers see what they gave away only until they have it back."""
    still_given = ticket.escalations.filter(returned_at__isnull=True).values("giver")
    givers = TicketAccess.objects.filter(ticket=ticket, reason=AccessReason.GIVER)
    givers.exclude(agent__in=still_given).delete()
