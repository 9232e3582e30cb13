"""Requesters, topics and tickets for tests; statuses and the desk are laid with the migrations."""

import factory
from factory.django import DjangoModelFactory

from agents.models import Department
from sla.moment import now
from tests.factories.people import DepartmentFactory
from tickets.models import HelpTopic, Organization, Requester, RequesterAddress, Status, Ticket
from tickets.operations.open import open_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organization {n}")


class RequesterFactory(DjangoModelFactory):
    """A person with one address that nobody has proven; `RequesterFactory(address="james@example.com")`."""

    class Meta:
        model = Requester
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Requester {n}")
    created_at = factory.LazyFunction(now)

    @factory.post_generation
    def address(requester, create, address: str | None, **_):
        if create:
            address = address or f"requester{requester.pk}@example.com"
            RequesterAddress.objects.create(requester=requester, address=address)


class HelpTopicFactory(DjangoModelFactory):
    """`HelpTopicFactory(plan=plan, priority=Priority.HIGH, team=team)` routes what is opened under it."""

    class Meta:
        model = HelpTopic

    name = factory.Sequence(lambda n: f"Topic {n}")
    department = factory.SubFactory(DepartmentFactory)


def open_a_ticket(
    *,
    requester: Requester | None = None,
    topic: HelpTopic | None = None,
    department: Department | None = None,
    subject: str = "The printer does not print",
    text: str = "It blinks and stays silent.",
    **topic_fields,
) -> Ticket:
    """A ticket that its requester opened at the support center, at `sla.moment.now()`.

    What a ticket is born with comes from its topic: `open_a_ticket(team=team, plan=plan)` makes one that
    says so.
    """
    requester = requester or RequesterFactory()
    if topic is None:
        topic = HelpTopicFactory(department=department or DepartmentFactory(), **topic_fields)
    return open_ticket(
        requester=requester,
        subject=subject,
        body=Body.from_text(text),
        source=Source.WEB,
        by=requester,
        topic=topic,
    )


def status_named(name: str) -> Status:
    return Status.objects.get(name=name)
