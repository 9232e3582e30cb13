"""Escalate: the next tier has it (SLA.md, Tiers)."""

from uuid import UUID

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Team
from sla.moment import now
from tickets.access import require
from tickets.actor import Actor, agent_of
from tickets.history import operation, record_event
from tickets.models import Entry, Escalation, Event, Ticket
from tickets.operations.entries import add_entry, find_sent
from tickets.operations.followers import keep_access, let_follow
from tickets.operations.holder import refuse_archived_team, set_holder
from tickets.operations.lock import lock_submission, lock_ticket
from tickets.operations.origins import origin_of
from tickets.operations.repeated import find_repeated
from tickets.operations.statuses import refuse_done
from tickets.text.body import Body
from tickets.vocabulary import AccessReason, EntryKind, Source


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
    body = Body.from_text(comment)
    if submission is None and (done := find_repeated(ticket, Event.Kind.ESCALATED, body, by=by)):
        return done

    require(by, "ticket.escalate", ticket)
    refuse_done(ticket)
    if not comment.strip():
        raise OperationRefused(_("Write a hand-over note: what was tried, and what you ask for."))
    team = _next_tier(ticket, to)

    giver = agent_of(by) or ticket.assignee
    note = add_entry(
        ticket,
        EntryKind.NOTE,
        body,
        by=by,
        source=Source.PANEL,
        heading=_("Hand-over to %s") % team,
        submission=submission,
    )
    Escalation.objects.create(
        ticket=ticket, giver=giver, from_team=ticket.team, to_team=team, note=note, given_at=now()
    )
    if giver is not None:
        keep_access(ticket, giver, AccessReason.GIVER)
        let_follow(ticket, giver)
    names = set_holder(ticket, team=team, assignee=None, origin=origin_of(by))

    record_event(
        ticket,
        Event.Kind.ESCALATED,
        by=by,
        entry=note,
        before=names["team_before"],
        after=names["team"],
        assignee_before=names["assignee_before"],
        giver=str(giver) if giver else None,
    )
    return note


def higher_tiers(ticket: Ticket) -> list[Team]:
    """The teams that a ticket can be escalated to, the next tier first."""
    following = ticket.team.escalates_to if ticket.team else None
    higher = list(Team.objects.active().filter(tier__gt=_tier_of(ticket)))
    if following is None or following.archived_at is not None:
        return higher
    return [following, *(team for team in higher if team != following)]


def _next_tier(ticket: Ticket, to: Team | None) -> Team:
    following = ticket.team.escalates_to if ticket.team else None
    team = to or following
    if team is None:
        if ticket.team is None:
            raise OperationRefused(_("No team has this ticket, so choose the team it is escalated to."))
        raise OperationRefused(_("There is no tier above %s.") % ticket.team)
    refuse_archived_team(team)
    if team != following and team.tier <= _tier_of(ticket):
        raise OperationRefused(_("%s is no higher tier; assign the ticket instead.") % team)
    return team


def _tier_of(ticket: Ticket) -> int:
    """The tier a ticket stands at; one that no team has stands at the first."""
    return ticket.team.tier if ticket.team else 1
