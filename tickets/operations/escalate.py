"""Escalate: the next tier has it (SLA.md, Tiers)."""

from uuid import UUID

from agents.models import Team
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation
from tickets.models import Entry, Event, Ticket
from tickets.operations.entries import find_sent
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.repeated import find_repeated
from tickets.operations.tiers import hand_to_next_tier
from tickets.text.body import Body


@operation
def escalate_ticket(
    ticket: Ticket, *, by: Actor, comment: str, to: Team | None = None, submission: UUID | None = None
) -> Entry:
    """Hand the ticket to the next tier with a note of what was tried and what is asked.

    The next tier is the team that the ticket's team escalates to, or `to`, a team of a higher tier. Whoever
    gives it (for the system, whoever had it) goes on seeing and following it until it is returned. The
    plan stays. The same submission escalates once. Returns the hand-over note. Raises PermissionDenied
    without `ticket.escalate`, OperationRefused without a note, where there is no next tier, and for what
    is resolved, closed or in the trash.
    """
    lock_submission(submission)
    if sent := find_sent(submission):
        return sent
    lock_ticket(ticket)
    if submission is None:
        body = Body.from_text(comment)
        if done := find_repeated(ticket, Event.Kind.ESCALATED, body, by=by):
            return done

    require(by, "ticket.escalate", ticket)
    return hand_to_next_tier(ticket, by=by, comment=comment, to=to, submission=submission)
