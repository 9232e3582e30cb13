"""What a new ticket is born with, and why (SLA.md, The plan: precedence).

Agent, routing rule, topic, mailbox, organization, department, desk: the first who says something wins,
for each value by itself.
"""

from dataclasses import dataclass
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from agents.models import Agent, Department, Team
from sla.models import Plan
from sla.priority import Priority
from tickets.errors import OperationRefused
from tickets.models import Desk, HelpTopic, Organization
from tickets.vocabulary import Origin

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an agent chose by hand; nothing chosen is None."""

    department: Department | None = None
    priority: Priority | None = None
    plan: Plan | None = None
    team: Team | None = None
    assignee: Agent | None = None


NOTHING_CHOSEN: Final = Chosen()


@dataclass(frozen=True, slots=True)
class Route:
    """The values a ticket gets, each with its origin."""

    department: Department
    priority: Priority
    plan: Plan | None
    team: Team | None
    assignee: Agent | None
    origins: dict[str, str]


def route_ticket(
    *, topic: HelpTopic | None, organization: Organization | None, chosen: Chosen = NOTHING_CHOSEN
) -> Route:
    """Find department, priority, plan, team and assignee; raises OperationRefused where nobody owns it."""
    desk = Desk.load()
    origins: dict[str, str] = {}

    def first(name: str, *candidates: tuple[Origin, T | None]) -> T | None:
        for origin, value in candidates:
            if value is not None:
                origins[name] = origin.value
                return value
        return None

    department = first(
        "department",
        (Origin.AGENT, chosen.department),
        (Origin.TOPIC, topic and topic.department),
        (Origin.DESK, desk.default_department),
    )
    if department is None:
        raise OperationRefused(
            _("No department takes this. An administrator must name a default department.")
        )
    priority = first(
        "priority",
        (Origin.AGENT, chosen.priority),
        (Origin.TOPIC, Priority(topic.priority) if topic and topic.priority else None),
        (Origin.DESK, Priority.NORMAL),
    )
    plan = first(
        "plan",
        (Origin.AGENT, chosen.plan),
        (Origin.TOPIC, topic and topic.plan),
        (Origin.ORGANIZATION, organization and organization.plan),
        (Origin.DEPARTMENT, department.plan),
        (Origin.DESK, desk.default_plan),
    )
    team = first("team", (Origin.AGENT, chosen.team), (Origin.TOPIC, topic and topic.team))
    assignee = first(
        "assignee",
        (Origin.AGENT, chosen.assignee),
        (Origin.TOPIC, _present(topic and topic.assignee)),
        (Origin.ORGANIZATION, _present(organization and organization.account_manager)),
    )
    return Route(department, Priority(priority or Priority.NORMAL), plan, team, assignee, origins)


def _present(agent: Agent | None) -> Agent | None:
    """Nothing is given by itself to somebody who is away; the substitute stands in."""
    if agent is None or agent.is_present:
        return agent
    return agent.substitute if agent.substitute and agent.substitute.is_present else None
