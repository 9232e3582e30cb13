"""Who looks at the large desk, and at what."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Count

from agents.models import Agent, Department, Membership, User
from tickets.models import HelpTopic, Requester, Ticket
from tickets.operations.link_user import link_user
from tickets.operations.note import note_on_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import State

ENTRIES = 10


@dataclass(frozen=True, slots=True)
class Desk:
    """An agent of four departments, a lead of all, a requester with an account, and what they read."""

    agent: Agent
    lead: Agent
    requester: Requester
    ticket: Ticket
    their_ticket: Ticket
    topic: HelpTopic


def find_desk() -> Desk:
    """Choose them, the same at every size, and give the ticket its ten entries."""
    agent, lead = _agents()
    ticket = _ticket_of(agent)
    requester = _requester()
    their_ticket = requester.tickets.filter(state=State.CLOSED).latest("last_activity_at")
    topic = HelpTopic.objects.filter(is_public=True).earliest("pk")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Desk(agent, lead, requester, ticket, their_ticket, topic)


def _agents() -> tuple[Agent, Agent]:
    several = Agent.objects.annotate(departments=Count("memberships")).filter(departments=4)
    agent = several.earliest("pk")
    lead = Agent.objects.filter(memberships__role__name="Load: lead").earliest("pk")
    role = lead.memberships.get().role
    elsewhere = Department.objects.exclude(memberships__agent=lead)
    Membership.objects.bulk_create(Membership(agent=lead, department=each, role=role) for each in elsewhere)
    with_rights = Agent.objects.with_rights()
    return with_rights.get(pk=agent.pk), with_rights.get(pk=lead.pk)


def _ticket_of(agent: Agent) -> Ticket:
    home = agent.memberships.get(is_primary=True).department
    ticket = home.tickets.filter(state=State.OPEN, assignee__isnull=False).latest("opened_at")
    while (count := ticket.entries.count()) < ENTRIES:
        write = note_on_ticket if count % 3 == 0 else reply_to_ticket
        write(ticket, Body.from_text("We are still looking into it. " * 8), by=agent)
    return ticket


def _requester() -> Requester:
    """Whoever has most of the first closed tickets, and an account from now on."""
    first = Ticket.objects.order_by("pk").values("pk")[96:1000]
    of = Ticket.objects.filter(pk__in=first, state=State.CLOSED).values("requester")
    key = of.annotate(tickets=Count("pk")).order_by("-tickets", "requester").first()["requester"]
    address = Requester.objects.get(pk=key).addresses.get().address
    user = User.objects.create(email=address, name="Somebody", password="")
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    link_user(user)
    return Requester.objects.get(user=user)
