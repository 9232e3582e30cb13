"""Who works at the bank's help desk: roles, departments, agents and the ladder of teams."""

from agents.models import Agent, Department, Membership, Role, Team
from agents.permissions import AGENT_ROLE, EVERY_CODE, LEAD_ROLE
from helpdesk.demo.bank.accounts import let_in
from sla.models import BusinessHours, Plan

TEAMS = {
    "first": "Level I Support",
    "second": "Level II Support",
    "third": "Level III Engineering",
    "banking": "Online Banking",
}


def lay_roles() -> dict[str, Role]:
    wanted = {
        "Agent": (AGENT_ROLE | {"ticket.broadcast"}, "Answers and works tickets."),
        "Lead": (LEAD_ROLE, "Also merges, changes requesters, forces and sees the reports."),
        "Supreme Admin": (EVERY_CODE, "May do everything with every ticket."),
    }
    return {
        name: Role.objects.update_or_create(
            name=name, defaults={"permissions": sorted(codes), "description": description}
        )[0]
        for name, (codes, description) in wanted.items()
    }


def lay_departments(hours: BusinessHours, plans: dict[str, Plan]) -> dict[str, Department]:
    return {
        name: Department.objects.update_or_create(
            name=name,
            defaults={"hours": hours, "plan": plans["Sev-C"], "signature": f"{name}, Meridian Bank"},
        )[0]
        for name in ("Support", "System Administrators")
    }


AGENTS: tuple[tuple[str, str, str, str], ...] = (
    # key, name, role, home department
    ("john", "John Reyes", "Agent", "Support"),
    ("jane", "Jane Doe", "Agent", "System Administrators"),
    ("admin", "Alex Morgan", "Supreme Admin", "Support"),
    ("samuel", "Samuel Okoro", "Agent", "Support"),
    ("amara", "Amara Nwosu", "Lead", "Support"),
    ("priya", "Priya Raman", "Agent", "System Administrators"),
    ("tomasz", "Tomasz Zieliński", "Agent", "System Administrators"),
    ("lena", "Lena Fischer", "Lead", "System Administrators"),
)


def lay_agents(roles: dict[str, Role], departments: dict[str, Department]) -> dict[str, Agent]:
    agents = {}
    for key, name, role, home in AGENTS:
        is_admin = key == "admin"
        user = let_in(key, name, is_staff=is_admin)
        agent = Agent.objects.create(user=user, visiting_role=roles["Agent"], signature=name)
        for department in departments.values() if role != "Agent" else (departments[home],):
            Membership.objects.create(
                agent=agent,
                department=department,
                role=roles[role],
                is_primary=department.name == home,
            )
        agents[key] = agent
    for led, manager in (("Support", "amara"), ("System Administrators", "lena")):
        departments[led].manager = agents[manager]
        departments[led].save(update_fields=["manager"])
        departments[led].alert_recipients.set([agents["john" if led == "Support" else "jane"]])
    return agents


def lay_teams(agents: dict[str, Agent]) -> dict[str, Team]:
    """The ladder from the first line to engineering, and the team that owns the banking channels."""
    third = Team.objects.create(name=TEAMS["third"], tier=3, lead=agents["lena"])
    second = Team.objects.create(name=TEAMS["second"], tier=2, lead=agents["amara"], escalates_to=third)
    first = Team.objects.create(name=TEAMS["first"], tier=1, lead=agents["amara"], escalates_to=second)
    banking = Team.objects.create(name=TEAMS["banking"], tier=1, lead=agents["lena"], escalates_to=second)
    third.members.set([agents["priya"], agents["tomasz"], agents["lena"]])
    second.members.set([agents["amara"], agents["jane"], agents["admin"]])
    first.members.set([agents["john"], agents["samuel"], agents["amara"]])
    banking.members.set([agents["john"], agents["tomasz"], agents["lena"]])
    return {"first": first, "second": second, "third": third, "banking": banking}
