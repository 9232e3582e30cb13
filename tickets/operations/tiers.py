"""Which tier is next, and how a ticket gets there (SLA.md, Tiers)."""

from uuid import UUID

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Team
from sla.moment import now
from tickets.actor import Actor, agent_of
from tickets.history import record_event
from tickets.models import Entry, Escalation, Event, Ticket
from tickets.operations.entries import add_entry
from tickets.operations.followers import keep_access, let_follow
from tickets.operations.holder import refuse_archived_team, set_holder
from tickets.operations.origins import origin_of
from tickets.operations.statuses import refuse_done
from tickets.text.body import Body
from tickets.vocabulary import AccessReason, EntryKind, Source


def hand_to_next_tier(
    ticket: Ticket, *, by: Actor, comment: str, to: Team | None = None, submission: UUID | None = None
) -> Entry:
    """Hand a locked ticket to the next tier, or to `to`, a team of a higher one; returns the hand-over note.

    Raises OperationRefused without a note, where there is no next tier, and for what is resolved, closed or
    in the trash.
    """
    refuse_done(ticket)
    if not comment.strip():
        raise OperationRefused(_("Write a hand-over note: what was tried, and what you ask for."))
    team = _next_tier(ticket, to)

    giver = agent_of(by) or ticket.assignee
    note = add_entry(
        ticket,
        EntryKind.NOTE,
        Body.from_text(comment),
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
