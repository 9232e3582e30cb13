"""Who works at the large desk: twenty departments, two hundred agents, a ladder of teams, three plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password

from agents.models import Agent, Department, Membership, Role, Team, User
from agents.permissions import AGENT_ROLE, LEAD_ROLE
from helpdesk.load.names import full_name, mail_name
from sla.models import BusinessHours, Opening, Plan, PlanTarget
from sla.target_kind import TargetKind
from tickets.models import Desk, HelpTopic

DEPARTMENTS: Final = (
    "Service Desk", "Workplace", "Network", "Identity", "Mail and Calendar", "Telephony", "Printing",
    "Databases", "Data Warehouse", "Payments", "Online Channels", "Cards", "Lending", "Treasury",
    "Human Resources", "Facilities", "Procurement", "Information Security", "Branch Systems", "Archive",
)  # fmt: skip
AGENTS_EACH: Final = 10
NO_PASSWORD: Final = make_password(None)
HOUR: Final = timedelta(hours=1)
PROMISED: Final[dict[str, tuple[timedelta, timedelta, timedelta]]] = {
    # first response, next response, resolution
    "Load: 4 hours, day and night": (HOUR, 2 * HOUR, 4 * HOUR),
    "Load: 2 days, day and night": (4 * HOUR, 8 * HOUR, 48 * HOUR),
    "Load: 8 hours, office hours": (4 * HOUR, 8 * HOUR, 8 * HOUR),
}


@dataclass(frozen=True, slots=True)
class Workplace:
    """A department with its people, the team that takes its tickets first, and what can be asked of it."""

    department: Department
    agents: list[Agent]
    team: Team
    topics: list[HelpTopic]


def found_workforce() -> list[Workplace]:
    """The departments, founded where they are not there yet."""
    plans = _lay_plans()
    roles = [_role("Load: agent", AGENT_ROLE), _role("Load: lead", LEAD_ROLE)]
    teams = _lay_teams()
    workplaces = [
        _lay_workplace(index, name, roles=roles, team=teams[index % len(teams)], plans=plans)
        for index, name in enumerate(DEPARTMENTS)
    ]
    _let_some_work_elsewhere(workplaces, roles[0])
    Desk.objects.filter(pk=1, default_department=None).update(default_department=workplaces[0].department)
    return workplaces


def _lay_plans() -> list[Plan]:
    hours, is_new = BusinessHours.objects.get_or_create(name="Load: office hours", defaults={"zone": "UTC"})
    if is_new:
        Opening.objects.bulk_create(
            Opening(hours=hours, weekday=day, opens=time(8), closes=time(17)) for day in range(5)
        )
    return [_plan(name, hours) for name in PROMISED]


def _plan(name: str, hours: BusinessHours) -> Plan:
    in_hours = {"hours_mode": Plan.HoursMode.THESE, "hours": hours} if name.endswith("office hours") else {}
    plan, is_new = Plan.objects.get_or_create(name=name, defaults=in_hours)
    if is_new:
        kinds = (TargetKind.FIRST_RESPONSE, TargetKind.NEXT_RESPONSE, TargetKind.RESOLUTION)
        PlanTarget.objects.bulk_create(
            PlanTarget(plan=plan, kind=kind, duration=duration)
            for kind, duration in zip(kinds, PROMISED[name], strict=True)
        )
    return plan


def _role(name: str, codes: Mapping[str, object] | frozenset[str] | set[str]) -> Role:
    return Role.objects.get_or_create(name=name, defaults={"permissions": sorted(codes)})[0]


def _lay_teams() -> list[Team]:
    """Eight teams of the first tier, above them one of the second and one of the third."""
    third = Team.objects.get_or_create(name="Load: engineering", defaults={"tier": 3})[0]
    second = Team.objects.get_or_create(
        name="Load: specialists", defaults={"tier": 2, "escalates_to": third}
    )[0]
    return [
        Team.objects.get_or_create(name=f"Load: first line {number}", defaults={"escalates_to": second})[0]
        for number in range(1, 9)
    ]


def _lay_workplace(index: int, name: str, *, roles: list[Role], team: Team, plans: list[Plan]) -> Workplace:
    department, is_new = Department.objects.get_or_create(
        name=f"Load: {name}", defaults={"plan": plans[index % len(plans)]}
    )
    if is_new:
        _hire(index, department, roles, team)
        HelpTopic.objects.bulk_create(
            HelpTopic(name=f"{name}: {what}", department=department, plan=plan, position=200 + index)
            for what, plan in zip(("fault", "request", "question"), plans, strict=True)
        )
    return Workplace(
        department,
        list(
            Agent.objects.with_rights().filter(
                memberships__department=department, memberships__is_primary=True
            )
        ),
        team,
        list(HelpTopic.objects.filter(department=department).select_related("department", "plan", "team")),
    )


def _hire(index: int, department: Department, roles: list[Role], team: Team) -> None:
    """Ten agents, the first of whom leads; half of them are in the department's team."""
    numbers = range(index * AGENTS_EACH, (index + 1) * AGENTS_EACH)
    users = User.objects.bulk_create(
        User(email=f"{mail_name(number)}@load.example.com", name=full_name(number), password=NO_PASSWORD)
        for number in numbers
    )
    agents = Agent.objects.bulk_create(Agent(user=user, visiting_role=roles[0]) for user in users)
    Membership.objects.bulk_create(
        Membership(agent=agent, department=department, role=roles[agent is agents[0]], is_primary=True)
        for agent in agents
    )
    department.manager = agents[0]
    department.save(update_fields=["manager"])
    team.members.add(*agents[: AGENTS_EACH // 2])


def _let_some_work_elsewhere(workplaces: list[Workplace], role: Role) -> None:
    """One agent of each department belongs to three more."""
    Membership.objects.bulk_create(
        (
            Membership(agent=workplace.agents[1], department=workplaces[index - step].department, role=role)
            for index, workplace in enumerate(workplaces)
            for step in (1, 2, 3)
        ),
        ignore_conflicts=True,
    )
