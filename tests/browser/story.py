"""A small desk in the middle of its day, told through operations: what the pages are looked at with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agents.models import Agent, Department, Team, User
from agents.permissions import EVERY_CODE
from sla.moment import at, now
from sla.priority import Priority
from tests.factories.people import DepartmentFactory, EmailAddressFactory, TeamFactory, UserFactory, agent_in
from tests.sla.plans import make_sev_a, make_sev_c
from tickets.models import CannedResponse, Desk, HelpTopic, Requester, Ticket
from tickets.operations.chain import open_chained_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.link_user import link_user
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.register_requester import register_requester
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source


@dataclass(frozen=True)
class Story:
    """Who and what there is."""

    john: Agent
    james: Requester
    administrator: User
    outage: Ticket
    resolved: Ticket
    waiting: Ticket


def tell() -> Story:
    """Of an outage that climbed two tiers, a ticket that waits and one that is solved."""
    begin = now() - timedelta(minutes=40)
    department, topic = _furnish()
    john = agent_in(department, permissions=EVERY_CODE, user=_account("John Reyes", "john@example.com"))
    priya = agent_in(department, user__name="Priya Raman", user__email="priya@example.com")
    third = TeamFactory(name="Level III Engineering", tier=3, members=[priya])
    second = TeamFactory(name="Level II Support", tier=2, members=[john], escalates_to=third)
    james = _requester("James Whitfield", "james@example.com")
    outage = _tell_of_the_outage(begin, john, second, james, topic)
    waiting = _open(james, "Second monitor for a standing desk", topic, moment=begin)
    pend_ticket(waiting, by=john, comment="Which size?")
    resolved = _open(james, "Password reset for a colleague", topic, moment=begin)
    reply_to_ticket(resolved, Body.from_text("It works again."), by=john)
    resolve_ticket(resolved, by=john)
    administrator = _account("Ada Admin", "admin@example.com", is_staff=True)
    return Story(john, james, administrator, outage, resolved, waiting)


def _furnish() -> tuple[Department, HelpTopic]:
    desk = Desk.load()
    desk.name = "Meridian Support"
    desk.hours_text = "Everything else | First answer within 4 hours, Monday to Friday"
    desk.default_department = DepartmentFactory(name="Support")
    desk.default_plan = make_sev_c()
    desk.save()
    topic = HelpTopic.objects.create(
        name="Report a Problem", description="Printer, network, website", department=desk.default_department
    )
    HelpTopic.objects.create(name="Password Reset", description="Locked out, lost second factor")
    CannedResponse.objects.create(title="Outage: service is back", body="It is back. Please try once.")
    return desk.default_department, topic


def _tell_of_the_outage(
    begin: datetime, john: Agent, second: Team, james: Requester, topic: HelpTopic
) -> Ticket:
    outage = _open(james, "Entire mobile/online banking system is down", topic, moment=begin)
    with at(begin + timedelta(minutes=3)):
        claim_ticket(outage, by=john)
        replan_ticket(outage, make_sev_a(), by=john, comment="all customers locked out")
        prioritize_ticket(outage, Priority.EMERGENCY, by=john)
    with at(begin + timedelta(minutes=7)):
        reply_to_ticket(outage, Body.from_html("<p>We see it <strong>too</strong>.</p>"), by=john)
    with at(begin + timedelta(minutes=13)):
        escalate_ticket(outage, by=john, to=second, comment="Tried: both login pods. Asked: why no sessions?")
    with at(begin + timedelta(minutes=15)):
        note_on_ticket(outage, Body.from_html("<p>Node 2 again.</p><pre>flush --batch 5000</pre>"), by=john)
        open_chained_ticket(
            outage,
            kind=LinkKind.BLOCKS,
            subject="Flush sessions on node 1",
            body=Body.from_text("Soon."),
            by=john,
        )
    outage.refresh_from_db()
    return outage


def _open(requester: Requester, subject: str, topic: HelpTopic, *, moment: datetime) -> Ticket:
    with at(moment):
        return open_ticket(
            requester=requester,
            subject=subject,
            body=Body.from_text("It started a few minutes ago.\nCustomers are calling every branch."),
            source=Source.WEB,
            by=requester,
            topic=topic,
        )


def _account(name: str, email: str, **fields: bool) -> User:
    user = UserFactory(name=name, email=email, **fields)
    EmailAddressFactory(user=user)
    return user


def _requester(name: str, email: str) -> Requester:
    user = _account(name, email)
    register_requester(email, name=name, phone="020 7946 0177")
    return link_user(user)
