"""Who somebody is on a ticket: its assignee, its team, the people who asked; whoever hears is found here."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from agents.models import Agent
from tickets.models import Event, Requester, Ticket
from tickets.vocabulary import AccessReason


class Who(Enum):
    """The parts that agents have in what happens to a ticket."""

    ASSIGNEE = auto()
    """Whoever has it, and while away the substitute too."""
    HOLDER = auto()
    """The assignee; while nobody has it, or nobody who is there, its team; without one, the department."""
    TEAM = auto()
    LEAD = auto()
    DEPARTMENT = auto()
    """The department's alert recipients; where none are named, its members."""
    MANAGER = auto()
    MANAGER_IF_GIVER_IS_AWAY = auto()
    """On return, when whoever escalated it is not there to take it back."""
    FOLLOWERS = auto()
    GIVER = auto()
    """Whoever escalated it last."""
    REFERRED = auto()
    """The agent, team or department that the event names."""


def agents_of(who: Who, event: Event) -> list[Agent]:
    """The agents who have this part; whether they may and should hear is asked elsewhere."""
    return _FINDERS[who](event)


def people_on(ticket: Ticket) -> list[Requester]:
    """The requester first, then the collaborators."""
    collaborators = Requester.objects.filter(collaborations__ticket=ticket).order_by(
        "collaborations__created_at"
    )
    return [ticket.requester, *(person for person in collaborators if person != ticket.requester)]


def _assignee(event: Event) -> list[Agent]:
    assignee = event.ticket.assignee
    if assignee is None:
        return []
    return list({assignee: None, assignee.stand_in or assignee: None})


def _holder(event: Event) -> list[Agent]:
    found = _assignee(event)
    if any(agent.is_present for agent in found):
        return found
    return found + (_team(event) or _department(event))


def _team(event: Event) -> list[Agent]:
    team = event.ticket.team
    return list(team.members.active().with_rights()) if team is not None else []


def _lead(event: Event) -> list[Agent]:
    team = event.ticket.team
    return [team.lead] if team is not None and team.lead is not None else []


def _department(event: Event) -> list[Agent]:
    department = event.ticket.department
    named = list(department.alert_recipients.active().with_rights())
    return named or list(Agent.objects.active().with_rights().filter(memberships__department=department))


def _manager(event: Event) -> list[Agent]:
    manager = event.ticket.department.manager
    return [manager] if manager is not None else []


def _manager_if_giver_is_away(event: Event) -> list[Agent]:
    return _manager(event) if event.details.get("giver_is_absent") else []


def _followers(event: Event) -> list[Agent]:
    return list(Agent.objects.active().with_rights().filter(pk__in=event.ticket.followers.values("agent")))


def _giver(event: Event) -> list[Agent]:
    latest = event.ticket.escalations.select_related("giver").last()
    return [latest.giver] if latest is not None and latest.giver is not None else []


def _referred(event: Event) -> list[Agent]:
    found: list[Agent] = []
    for access in event.ticket.accesses.filter(reason=AccessReason.REFERRAL):
        if str(access.agent or access.team or access.department) != event.details.get("to"):
            continue
        if access.agent is not None:
            found.append(access.agent)
        elif access.team is not None:
            found += access.team.members.active().with_rights()
        elif access.department is not None:
            found += Agent.objects.active().with_rights().filter(memberships__department=access.department)
    return found


_FINDERS: Final[dict[Who, Callable[[Event], list[Agent]]]] = {
    Who.ASSIGNEE: _assignee,
    Who.HOLDER: _holder,
    Who.TEAM: _team,
    Who.LEAD: _lead,
    Who.DEPARTMENT: _department,
    Who.MANAGER: _manager,
    Who.MANAGER_IF_GIVER_IS_AWAY: _manager_if_giver_is_away,
    Who.FOLLOWERS: _followers,
    Who.GIVER: _giver,
    Who.REFERRED: _referred,
}
