"""Who holds a ticket: its team and its assignee, and the access that follows from the team."""

from agents.models import Agent, Team
from sla.moment import now
from tickets.models import Ticket, TicketAccess
from tickets.vocabulary import AccessReason, Origin


def set_holder(ticket: Ticket, *, team: Team | None, assignee: Agent | None, origin: Origin) -> None:
    """Hand the ticket to a team, an agent, both or nobody; the team's access moves along."""
    if ticket.team != team:
        ticket.origins["team"] = origin.value
    if ticket.assignee != assignee:
        ticket.origins["assignee"] = origin.value
    ticket.team, ticket.assignee = team, assignee
    ticket.save(update_fields=["team", "assignee", "origins"])
    give_team_access(ticket)


def give_team_access(ticket: Ticket) -> None:
    """Let the ticket's team see it, and no team that had it before."""
    of_teams = TicketAccess.objects.filter(ticket=ticket, reason=AccessReason.TEAM)
    of_teams.exclude(team=ticket.team).delete()
    if ticket.team is not None:
        of_teams.get_or_create(
            ticket=ticket, team=ticket.team, reason=AccessReason.TEAM, defaults={"created_at": now()}
        )


def keep_access(ticket: Ticket, agent: Agent, reason: AccessReason) -> None:
    """Let one agent go on seeing the ticket, whatever department it goes to."""
    TicketAccess.objects.get_or_create(
        ticket=ticket, agent=agent, reason=reason, defaults={"created_at": now()}
    )
