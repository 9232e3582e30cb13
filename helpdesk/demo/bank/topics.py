"""What the bank's people can ask for."""

from agents.models import Department, Team
from sla.models import Plan
from sla.priority import Priority
from tickets.models import HelpTopic


def lay_topics(
    departments: dict[str, Department], plans: dict[str, Plan], teams: dict[str, Team]
) -> dict[str, HelpTopic]:
    laid = _topics(departments["Support"], departments["System Administrators"], plans, teams)
    for position, topic in enumerate(laid, start=1):
        topic.position = 10 * position
        topic.save()
    return {topic.name: topic for topic in laid}


def _topics(
    support: Department, administrators: Department, plans: dict[str, Plan], teams: dict[str, Team]
) -> tuple[HelpTopic, ...]:
    return (
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
