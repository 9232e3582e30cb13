from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from agents.models import Department, User
from sla.moment import at, now
from tests.factories.people import EmailAddressFactory, UserFactory, agent_in
from tests.sla.plans import make_sev_b
from tickets.files.store import keep_upload
from tickets.models import Collaborator, Desk, HelpTopic, Requester
from tickets.operations.link_user import link_user
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.register_requester import register_requester
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source


@pytest.fixture(autouse=True)
def fresh_counters(settings):
    """Limits count in the cache, and what one test counted is no business of the next."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def desk(db) -> Desk:
    """A desk with a plan around the clock: first response in one hour, resolution in four."""
    desk = Desk.load()
    desk.name = "Meridian Support Center"
    desk.default_department = Department.objects.create(name="Support")
    desk.default_plan = make_sev_b()
    desk.save()
    return desk


@pytest.fixture
def topic(desk) -> HelpTopic:
    return HelpTopic.objects.create(name="Report a Problem", description="Printer, network, website")


@pytest.fixture
def agent(desk):
    return agent_in(desk.default_department, user=account("Jane Doe", "jane@example.com"))


@pytest.fixture
def james(desk) -> Requester:
    """A requester with an account."""
    return requester_with_account("James Doe", "james@example.com")


@pytest.fixture
def stranger(desk) -> Requester:
    return requester_with_account("Somebody Else", "else@example.com")


@pytest.fixture
def colleague(desk) -> Requester:
    return requester_with_account("Ngozi Okafor", "ngozi@example.com")


def account(name: str, email: str) -> User:
    """An account with a proven address and without a password: tests don't wait for a slow hash."""
    user = UserFactory(name=name, email=email)
    EmailAddressFactory(user=user)
    return user


def requester_with_account(name: str, email: str) -> Requester:
    user = account(name, email)
    register_requester(email, name=name, phone="020 7946 0177")
    return link_user(user)


@pytest.fixture
def ticket(desk, topic, james, colleague, agent):
    """A ticket of James that his colleague reads along, with a file, a response and a note."""
    with at(now() - timedelta(minutes=30)):
        ticket = open_ticket(
            requester=james,
            subject="Adobe will not open",
            body=Body.from_text("It closes by itself."),
            source=Source.WEB,
            by=james,
            topic=topic,
            uploads=[keep_upload(ContentFile(b"what the screen says"), "screen.txt")],
            submission=uuid4(),
        )
        Collaborator.objects.create(ticket=ticket, requester=colleague, created_at=now())
    with at(now() - timedelta(minutes=20)):
        secret = keep_upload(ContentFile(b"for agents only"), "plan.txt")
        note_on_ticket(ticket, Body.from_text("He always forgets to update."), by=agent, uploads=[secret])
    with at(now() - timedelta(minutes=10)):
        reply_to_ticket(ticket, Body.from_text("Which version is it?"), by=agent)
    ticket.refresh_from_db()
    return ticket
