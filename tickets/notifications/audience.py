"""Who somebody is on a ticket: its assignee, its team, the people who asked; whoever hears is found here."""

from collections.abc import Callable, Iterable
from enum import Enum, auto
from typing import Any, Final

from django.db.models import QuerySet

from agents.models import Agent, RuleAudience
from sla.models import EscalationRule
from tickets.access import sees
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
    NAMED_BY_RULE = auto()
    """Whom an escalation rule found when its moment came."""


class Audience:
    """The agents who have a part in what one act did to a ticket; what the ticket tells is asked once."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket
        self._found: dict[Who, list[Agent]] = {}

    def agents(self, who: Who, event: Event) -> list[Agent]:
        """The agents who have this part; whether they may and should hear is asked elsewhere."""
        if who in _IN_THE_EVENT:
            return _IN_THE_EVENT[who](event)
        if who not in self._found:
            self._found[who] = _ON_THE_TICKET[who](self._ticket)
        return self._found[who]


def named_by(rule: EscalationRule, ticket: Ticket) -> list[Agent]:
    """Whom an escalation rule tells of this ticket now; where it finds nobody, the department's manager.

    Only those who see the ticket: nobody else is told of it, so the history must not say that they were.
    """
    if rule.what == EscalationRule.What.NOTIFY_AUDIENCE:
        found = list(Agent.objects.active().with_rights().filter(pk__in=_audience_of(rule)))
    else:
        found = _ON_THE_TICKET[_NOTIFIED[rule.what]](ticket)
    return _who_see(ticket, found) or _who_see(ticket, _manager(ticket))


def _who_see(ticket: Ticket, agents: Iterable[Agent]) -> list[Agent]:
    return [agent for agent in agents if agent.is_active and sees(agent, ticket)]


def people_on(ticket: Ticket) -> list[Requester]:
    """Whom a reply reaches: the requester first, then the collaborators."""
    collaborators = Requester.objects.filter(collaborations__ticket=ticket).order_by(
        "collaborations__created_at"
    )
    return [ticket.requester, *(person for person in collaborators if person != ticket.requester)]


def _assignee(ticket: Ticket) -> list[Agent]:
    assignee = ticket.assignee
    if assignee is None:
        return []
    return list({assignee: None, assignee.stand_in or assignee: None})


def _holder(ticket: Ticket) -> list[Agent]:
    found = _assignee(ticket)
    if any(agent.is_present for agent in found):
        return found
    return found + (_team(ticket) or _department(ticket))


def _team(ticket: Ticket) -> list[Agent]:
    team = ticket.team
    return list(team.members.active().with_rights()) if team is not None else []


def _lead(ticket: Ticket) -> list[Agent]:
    team = ticket.team
    return [team.lead] if team is not None and team.lead is not None else []


def _department(ticket: Ticket) -> list[Agent]:
    department = ticket.department
    named = list(department.alert_recipients.active().with_rights())
    return named or list(Agent.objects.active().with_rights().filter(memberships__department=department))


def _manager(ticket: Ticket) -> list[Agent]:
    manager = ticket.department.manager
    return [manager] if manager is not None else []


def _manager_if_giver_is_away(event: Event) -> list[Agent]:
    return _manager(event.ticket) if event.details.get("giver_is_absent") else []


def _followers(ticket: Ticket) -> list[Agent]:
    return list(Agent.objects.active().with_rights().filter(pk__in=ticket.followers.values("agent")))


def _giver(ticket: Ticket) -> list[Agent]:
    latest = ticket.escalations.select_related("giver").last()
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


def _named_by_rule(event: Event) -> list[Agent]:
    return list(Agent.objects.active().with_rights().filter(pk__in=event.details.get("agents") or []))


def _audience_of(rule: EscalationRule) -> QuerySet[Any]:
    return RuleAudience.objects.filter(rule=rule).values("agents")


_ON_THE_TICKET: Final[dict[Who, Callable[[Ticket], list[Agent]]]] = {
    Who.ASSIGNEE: _assignee,
    Who.HOLDER: _holder,
    Who.TEAM: _team,
    Who.LEAD: _lead,
    Who.DEPARTMENT: _department,
    Who.MANAGER: _manager,
    Who.FOLLOWERS: _followers,
    Who.GIVER: _giver,
}
_IN_THE_EVENT: Final[dict[Who, Callable[[Event], list[Agent]]]] = {
    Who.MANAGER_IF_GIVER_IS_AWAY: _manager_if_giver_is_away,
    Who.REFERRED: _referred,
    Who.NAMED_BY_RULE: _named_by_rule,
}
_NOTIFIED: Final[dict[str, Who]] = {
    EscalationRule.What.NOTIFY_ASSIGNEE: Who.HOLDER,
    EscalationRule.What.NOTIFY_LEAD: Who.LEAD,
    EscalationRule.What.NOTIFY_TEAM: Who.TEAM,
    EscalationRule.What.NOTIFY_MANAGER: Who.MANAGER,
}
