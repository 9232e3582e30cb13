"""What a new ticket is born with, and why (SLA.md, The plan: precedence).

Agent, routing rule, topic, mailbox, organization, department, desk: the first who says something wins,
for each value by itself.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, Department, Team
from sla.models import Plan
from sla.priority import Priority
from tickets.models import Desk, HelpTopic, Organization
from tickets.operations.holder import may_hold
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
    """The values a ticket gets, and by name where each of them comes from."""

    department: Department
    priority: Priority
    plan: Plan | None
    team: Team | None
    assignee: Agent | None
    origins: dict[str, str]

    def told(self) -> dict[str, Any]:
        """The values as an event tells them."""
        return {
            "department": str(self.department),
            "priority": int(self.priority),
            "plan": str(self.plan) if self.plan else None,
            "team": str(self.team) if self.team else None,
            "assignee": str(self.assignee) if self.assignee else None,
        }


def route_ticket(
    *, topic: HelpTopic | None, organization: Organization | None, chosen: Chosen = NOTHING_CHOSEN
) -> Route:
    """Find department, priority, plan, team and assignee; raises OperationRefused where nobody owns it.

    What is archived, inactive or away is passed over, unless it was chosen by hand.
    """
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
        (Origin.TOPIC, _active(topic.department if topic else None)),
        (Origin.DESK, desk.default_department),
    )
    if department is None:
        raise OperationRefused(
            _("No department takes this. An administrator must name a default department.")
        )
    priority = first(
        "priority",
        (Origin.AGENT, chosen.priority),
        (Origin.TOPIC, topic.priority if topic else None),
        (Origin.DESK, Priority.NORMAL),
    )
    plan = first(
        "plan",
        (Origin.AGENT, chosen.plan),
        (Origin.TOPIC, _promising(topic.plan if topic else None)),
        (Origin.ORGANIZATION, _promising(organization.plan if organization else None)),
        (Origin.DEPARTMENT, _promising(department.plan)),
        (Origin.DESK, _promising(desk.default_plan)),
    )
    team = first("team", (Origin.AGENT, chosen.team), (Origin.TOPIC, _active(topic.team if topic else None)))
    assignee = first(
        "assignee",
        (Origin.AGENT, chosen.assignee),
        (Origin.TOPIC, _working(topic.assignee if topic else None, department)),
        (Origin.ORGANIZATION, _working(organization.account_manager if organization else None, department)),
    )
    return Route(department, Priority(priority or Priority.NORMAL), plan, team, assignee, origins)


def _active(owner: T | None) -> T | None:
    """Nothing is given by itself to an archived department or team."""
    return None if getattr(owner, "archived_at", None) else owner


def refuse_unused(plan: Plan) -> None:
    """Raise OperationRefused for a plan that promises nothing new any more."""
    if not plan.is_active:
        raise OperationRefused(_("“%s” is no longer in use; choose another plan.") % plan)


def _promising(plan: Plan | None) -> Plan | None:
    """Nothing is promised by itself under a plan that is no longer in use."""
    return plan if plan is not None and plan.is_active else None


def _working(agent: Agent | None, department: Department) -> Agent | None:
    """Nothing is given by itself to somebody who is away: the substitute stands in, or nobody."""
    stand_in = agent.stand_in if agent is not None else None
    if stand_in is None or not may_hold(stand_in, department):
        return None
    return stand_in
