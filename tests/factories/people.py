"""People for tests: users, agents, and what they may do where."""

from collections.abc import Iterable

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from agents.models import Agent, Department, Membership, Role, Team, User
from agents.permissions import AGENT_ROLE

PASSWORD = "a-long-enough-secret"


class EmailAddressFactory(DjangoModelFactory):
    class Meta:
        model = EmailAddress

    email = factory.SelfAttribute("user.email")
    verified = True
    primary = True


class UserFactory(DjangoModelFactory):
    """`UserFactory(signs_in=True)` has PASSWORD and a verified address; by default neither exists."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        signs_in = factory.Trait(
            password=factory.LazyFunction(lambda: make_password(PASSWORD)),
            address=factory.RelatedFactory(EmailAddressFactory, factory_related_name="user"),
        )

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(None))


class AdministratorFactory(UserFactory):
    is_staff = True


class AgentFactory(DjangoModelFactory):
    """An active, available agent who belongs to no department yet."""

    class Meta:
        model = Agent

    user = factory.SubFactory(UserFactory)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    name = factory.Sequence(lambda n: f"Role {n}")
    permissions = factory.LazyFunction(lambda: sorted(AGENT_ROLE))


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"Department {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    agent = factory.SubFactory(AgentFactory)
    department = factory.SubFactory(DepartmentFactory)
    role = factory.SubFactory(RoleFactory)


class TeamFactory(DjangoModelFactory):
    """`TeamFactory(members=[agent])` puts these agents into it."""

    class Meta:
        model = Team
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Team {n}")

    @factory.post_generation
    def members(team, create, members: Iterable[Agent] | None, **_):
        if create and members:
            team.members.add(*members)


def agent_in(
    department: Department,
    *,
    permissions: Iterable[str] = AGENT_ROLE,
    is_assigned_only: bool = False,
    **agent_fields,
) -> Agent:
    """An agent who belongs to this department and may do there what the codes say."""
    agent = AgentFactory(**agent_fields)
    MembershipFactory(
        agent=agent,
        department=department,
        role=RoleFactory(permissions=sorted(permissions)),
        is_assigned_only=is_assigned_only,
    )
    return agent
