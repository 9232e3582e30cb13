"""Meridian Bank: its people, departments, teams, plans, topics and prepared answers."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from agents.models import Agent, Department, Membership, Role, Team, User
from agents.permissions import AGENT_ROLE, EVERY_CODE, LEAD_ROLE
from sla.models import BusinessHours, EscalationRule, Opening, Plan, PlanTarget
from sla.moment import now
from sla.priority import Priority
from sla.target_kind import TargetKind
from tickets.models import CannedResponse, Desk, HelpTopic, Organization, Requester, RequesterAddress

ZONE = "Europe/London"


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
    hours = _lay_hours()
    plans = _lay_plans(hours)
    roles = _lay_roles()
    departments = _lay_departments(hours, plans)
    agents = _lay_agents(roles, departments)
    teams = _lay_teams(agents)
    _lay_topics(departments, plans, teams)
    _lay_requesters()
    _lay_canned_responses()
    _lay_desk(departments, plans)


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


PLANS = {
    "Sev-A": "Sev-A (1 hour, 24/7)",
    "Sev-B": "Sev-B (4 hours, 24/7)",
    "Sev-C": "Sev-C (8 hours, business hours)",
}
TEAMS = {
    "first": "Level I Support",
    "second": "Level II Support",
    "third": "Level III Engineering",
    "banking": "Online Banking",
}


def _lay_desk(departments: dict[str, Department], plans: dict[str, Plan]) -> None:
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


def _lay_hours() -> BusinessHours:
    hours = BusinessHours.objects.create(name="Office hours", zone=ZONE, country="GB", subdivision="ENG")
    Opening.objects.bulk_create(
        Opening(hours=hours, weekday=day, opens=time(8), closes=time(17)) for day in range(5)
    )
    return hours


def _lay_plans(hours: BusinessHours) -> dict[str, Plan]:
    """The plans of SLA.md's worked example."""
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    plans = {
        "Sev-A": Plan.objects.create(
            name=PLANS["Sev-A"],
            description="Business stands still for many. Say so to the requester within 15 minutes, hand over "
            "early, and write an update every hour until it is solved.",
        ),
        "Sev-B": Plan.objects.create(
            name=PLANS["Sev-B"], description="One team or branch can't work, or works around it."
        ),
        "Sev-C": Plan.objects.create(
            name=PLANS["Sev-C"],
            description="Everyday requests of one person.",
            hours_mode=Plan.HoursMode.THESE,
            hours=hours,
        ),
    }
    promised: dict[str, dict[TargetKind, timedelta]] = {
        "Sev-A": {
            TargetKind.FIRST_RESPONSE: 15 * minute,
            TargetKind.NEXT_RESPONSE: 30 * minute,
            TargetKind.UPDATE: 60 * minute,
            TargetKind.RESOLUTION: hour,
        },
        "Sev-B": {
            TargetKind.FIRST_RESPONSE: hour,
            TargetKind.NEXT_RESPONSE: 2 * hour,
            TargetKind.RESOLUTION: 4 * hour,
        },
        "Sev-C": {
            TargetKind.FIRST_RESPONSE: 4 * hour,
            TargetKind.NEXT_RESPONSE: 8 * hour,
            TargetKind.RESOLUTION: 8 * hour,
        },
    }
    PlanTarget.objects.bulk_create(
        PlanTarget(plan=plans[name], kind=kind, duration=duration)
        for name, targets in promised.items()
        for kind, duration in targets.items()
    )
    rule, resolution = EscalationRule, TargetKind.RESOLUTION
    EscalationRule.objects.bulk_create(
        [
            rule(plan=plans["Sev-A"], kind=resolution, when="share", percent=50, what="notify_lead"),
            rule(plan=plans["Sev-A"], kind=TargetKind.FIRST_RESPONSE, when="breach", what="notify_manager"),
            rule(plan=plans["Sev-A"], kind=resolution, when="breach", what="escalate"),
            rule(
                plan=plans["Sev-A"],
                kind=resolution,
                when="breach",
                what="raise_priority",
                priority=Priority.EMERGENCY,
            ),
        ]
    )
    return plans


def _lay_roles() -> dict[str, Role]:
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


def _lay_departments(hours: BusinessHours, plans: dict[str, Plan]) -> dict[str, Department]:
    return {
        name: Department.objects.update_or_create(
            name=name,
            defaults={"hours": hours, "plan": plans["Sev-C"], "signature": f"{name}, Meridian Bank"},
        )[0]
        for name in ("Support", "System Administrators")
    }


def _let_in(key: str, name: str, *, is_staff: bool = False) -> User:
    """An account with the demo's password, which is hashed once: that is slow by intention."""
    user = User.objects.create(
        email=f"{key}@example.com", name=name, password=_hashed(), time_zone=ZONE, is_staff=is_staff
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@cache
def _hashed() -> str:
    return make_password(settings.DEMO_PASSWORD)


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


def _lay_agents(roles: dict[str, Role], departments: dict[str, Department]) -> dict[str, Agent]:
    agents = {}
    for key, name, role, home in AGENTS:
        is_admin = key == "admin"
        user = _let_in(key, name, is_staff=is_admin)
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


def _lay_teams(agents: dict[str, Agent]) -> dict[str, Team]:
    """The ladder from the first line to engineering, and the team that owns the banking channels."""
    third = Team.objects.create(name=TEAMS["third"], tier=3, lead=agents["lena"])
    second = Team.objects.create(name=TEAMS["second"], tier=2, lead=agents["amara"], escalates_to=third)
    first = Team.objects.create(name=TEAMS["first"], tier=1, lead=agents["amara"], escalates_to=second)
    banking = Team.objects.create(name=TEAMS["banking"], tier=1, lead=agents["lena"], escalates_to=second)
    third.members.set([agents["priya"], agents["tomasz"], agents["lena"]])
    second.members.set([agents["amara"], agents["jane"]])
    first.members.set([agents["john"], agents["samuel"]])
    banking.members.set([agents["john"], agents["tomasz"], agents["lena"]])
    return {"first": first, "second": second, "third": third, "banking": banking}


def _lay_topics(
    departments: dict[str, Department], plans: dict[str, Plan], teams: dict[str, Team]
) -> dict[str, HelpTopic]:
    support, administrators = departments["Support"], departments["System Administrators"]
    laid = (
        HelpTopic(
            name="Business Critical Outage",
            icon=HelpTopic.Icon.ALARM,
            description="Something that many people need does not work at all.",
            guidance="Answer within 15 minutes, even if you know nothing yet. Tie further reports to the first "
            "as part of it, so that everybody gets the one update.",
            department=support,
            priority=Priority.EMERGENCY,
            plan=plans["Sev-A"],
        ),
        HelpTopic(
            name="Personal Computer Issues",
            icon=HelpTopic.Icon.COMPUTER,
            description="Your computer, its screen, its programs, the printer beside it.",
            department=administrators,
        ),
        HelpTopic(
            name="Equipment Request",
            icon=HelpTopic.Icon.PARCEL,
            description="A monitor, a headset, a laptop for a new colleague.",
            guidance="Ask for the cost centre before ordering.",
            department=support,
            priority=Priority.LOW,
            closes_after_days=14,
        ),
        HelpTopic(
            name="Password Reset",
            icon=HelpTopic.Icon.KEY,
            description="Locked out, a forgotten password, a new phone.",
            guidance="Prove who is asking before you reset: badge number or the line manager.",
            department=support,
            team=teams["first"],
            plan=plans["Sev-B"],
        ),
        HelpTopic(
            name="Report a Problem",
            icon=HelpTopic.Icon.WRENCH,
            description="Something works differently than it should.",
            department=support,
        ),
        HelpTopic(
            name="Other",
            icon=HelpTopic.Icon.QUESTION,
            description="Anything else. We find the right people.",
            department=support,
        ),
    )
    for position, topic in enumerate(laid, start=1):
        topic.position = 10 * position
        topic.save()
    return {topic.name: topic for topic in laid}


REQUESTERS: tuple[tuple[str, str, str], ...] = (
    # address without the domain, name, organization
    ("james", "James Whitfield", "Branch Operations"),
    ("james.doe", "James Doe", "Accounting"),
    ("cfo", "Catherine Osei", "Executive Office"),
    ("ngozi.okafor", "Ngozi Okafor", "Accounting"),
    ("ruth.adeyemi", "Ruth Adeyemi", "Branch Operations"),
    ("helen.brandt", "Helen Brandt", "Lending"),
    ("dmitri.volkov", "Dmitri Volkov", "Lending"),
    ("aisha.rahman", "Aisha Rahman", "Branch Operations"),
    ("tom.lindqvist", "Tom Lindqvist", "Human Resources"),
    ("elena.petrova", "Elena Petrova", "Lending"),
    ("marco.bianchi", "Marco Bianchi", "Contact Centre"),
    ("wei.zhang", "Wei Zhang", "Treasury"),
    ("ingrid.sorensen", "Ingrid Sørensen", "Human Resources"),
    ("pauline.mercier", "Pauline Mercier", "Legal"),
    ("kofi.mensah", "Kofi Mensah", "Branch Operations"),
    ("fiona.gallagher", "Fiona Gallagher", "Treasury"),
    ("hiroshi.sato", "Hiroshi Sato", "Accounting"),
    ("leila.haddad", "Leila Haddad", "Contact Centre"),
    ("peter.novak", "Peter Novák", "Branch Operations"),
    ("grace.mbeki", "Grace Mbeki", "Accounting"),
    ("oskar.lund", "Oskar Lund", "Legal"),
    ("maria.silva", "Maria Silva", "Contact Centre"),
    ("daniel.weiss", "Daniel Weiss", "Treasury"),
    ("siobhan.kelly", "Siobhán Kelly", "Branch Operations"),
)


def _lay_requesters() -> dict[str, Requester]:
    organizations = {
        name: Organization.objects.create(name=name)
        for name in dict.fromkeys(organization for _key, _name, organization in REQUESTERS)
    }
    moment = now()
    requesters = {}
    for index, (key, name, organization) in enumerate(REQUESTERS):
        requester = Requester.objects.create(
            name=name,
            phone=f"020 7946 0{112 + index * 7}",
            organization=organizations[organization],
            time_zone=ZONE,
            created_at=moment,
        )
        RequesterAddress.objects.create(requester=requester, address=f"{key}@example.com", verified_at=moment)
        requesters[key] = requester
    for key in ("james", "cfo"):
        requester = requesters[key]
        requester.user = _let_in(key, requester.name)
        requester.save(update_fields=["user"])
    return requesters


CANNED_RESPONSES: tuple[tuple[str, str], ...] = (
    (
        "Questions: a program does not open",
        "Hello,\n\nI have taken this on. Three questions, so that I look in the right place:\n\n"
        "1. What are the exact words on the screen, if any?\n"
        "2. Did the computers restart over the weekend?\n"
        "3. Does the same file open in another program?\n\nThank you!",
    ),
    (
        "Questions: a damaged file",
        "Hello,\n\nto find out what happened to the file I need to know:\n\n"
        "1. What does the error message say?\n"
        "2. When did you first notice it?\n"
        "3. Were there any updates since it last worked?\n"
        "4. Does it open on another device?\n"
        "5. Was there a power outage or did the battery run empty while it was open?\n"
        "6. Which application do you open it with?\n\nPlease don't save it again until I have looked.",
    ),
    (
        "Questions: a device does not work",
        "Hello,\n\nto help you quickly, please tell me:\n\n"
        "1. Which device is it, and what does its label say?\n"
        "2. Does any light come on?\n"
        "3. Does it run from another socket or with a colleague's charger?\n\nThank you!",
    ),
    (
        "We are on it",
        "Hello,\n\nthank you for telling us. We see it too and are working on it. "
        "You will hear from us within the hour, sooner if something changes.",
    ),
    (
        "Is it solved?",
        "Hello,\n\nis everything working again? If we hear nothing we close this in a week; "
        "a message brings it back at any time.",
    ),
)


def _lay_canned_responses() -> None:
    CannedResponse.objects.bulk_create(
        CannedResponse(title=title, body=body) for title, body in CANNED_RESPONSES
    )
