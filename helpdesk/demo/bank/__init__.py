"""Meridian Bank: its people, departments, teams, plans, topics and prepared answers."""

from dataclasses import dataclass

from agents.models import Agent, Department, Team
from helpdesk.demo.bank.agents import TEAMS, lay_agents, lay_departments, lay_roles, lay_teams
from helpdesk.demo.bank.canned_responses import lay_canned_responses
from helpdesk.demo.bank.plans import PLANS, lay_hours, lay_plans
from helpdesk.demo.bank.requesters import lay_requesters
from helpdesk.demo.bank.topics import lay_topics
from sla.models import Plan
from tickets.models import Desk, HelpTopic, Requester, RequesterAddress


@dataclass(frozen=True, slots=True)
class Bank:
    """The demo desk's own things by their names, for the stories told on it."""

    agents: dict[str, Agent]
    teams: dict[str, Team]
    plans: dict[str, Plan]
    topics: dict[str, HelpTopic]
    requesters: dict[str, Requester]
    departments: dict[str, Department]


def found_bank() -> None:
    """Lay everything that an administrator would configure, as of the current moment."""
    hours = lay_hours()
    plans = lay_plans(hours)
    roles = lay_roles()
    departments = lay_departments(hours, plans)
    agents = lay_agents(roles, departments)
    teams = lay_teams(agents)
    lay_topics(departments, plans, teams)
    lay_requesters()
    lay_canned_responses()
    lay_desk(departments, plans)


def find_bank() -> Bank:
    """What `found_bank` laid, by the names the stories use."""
    return Bank(
        agents={_key(agent.email): agent for agent in Agent.objects.with_rights()},
        teams={key: Team.objects.get(name=name) for key, name in TEAMS.items()},
        plans={key: Plan.objects.get(name=name) for key, name in PLANS.items()},
        topics={
            topic.name: topic for topic in HelpTopic.objects.select_related("department", "plan", "team")
        },
        requesters={
            _key(row.address): row.requester for row in RequesterAddress.objects.select_related("requester")
        },
        departments={department.name: department for department in Department.objects.all()},
    )


def _key(address: str) -> str:
    return address.partition("@")[0]


def lay_desk(departments: dict[str, Department], plans: dict[str, Plan]) -> None:
    desk = Desk.load()
    desk.name = "Meridian"
    desk.greeting = "How can we help?"
    desk.introduction = (
        "Tell us what is wrong. You need no account, and you will always know when to expect a reply."
    )
    desk.hours_text = (
        "Outages that stop business | First answer within 15 minutes, day and night\n"
        "Everything else | First answer within 4 hours, Monday to Friday, 08:00 to 17:00\n"
        "Cannot write to us? | Call 020 7946 0100; we open the ticket for you"
    )
    desk.default_department = departments["Support"]
    desk.default_plan = plans["Sev-C"]
    desk.save()
