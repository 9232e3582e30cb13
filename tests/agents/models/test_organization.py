"""Roles, departments, memberships and teams: what may be written down and what may not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from agents.models import Department, Team
from agents.permissions import CATALOGUE
from tests.factories.people import DepartmentFactory, MembershipFactory, RoleFactory, TeamFactory

pytestmark = pytest.mark.django_db


def test_a_role_takes_every_permission_of_the_catalogue():
    RoleFactory(permissions=sorted(CATALOGUE)).full_clean()


def test_a_role_takes_no_permission_from_outside_the_catalogue():
    role = RoleFactory.build(permissions=["ticket.reply", "ticket.eat"])

    with pytest.raises(ValidationError) as refused:
        role.full_clean()

    assert "ticket.eat" in str(refused.value.message_dict["permissions"])


def test_an_agent_belongs_to_a_department_once():
    membership = MembershipFactory()

    with pytest.raises(IntegrityError, match="one_membership_per_department"):
        MembershipFactory(agent=membership.agent, department=membership.department)


def test_an_agent_has_one_home():
    membership = MembershipFactory(is_primary=True)
    MembershipFactory(is_primary=True)

    with pytest.raises(IntegrityError, match="one_primary_department_per_agent"):
        MembershipFactory(agent=membership.agent, is_primary=True)


def test_teams_do_not_escalate_in_a_ring():
    third = TeamFactory()
    second = TeamFactory(escalates_to=third)
    first = TeamFactory(escalates_to=second)
    first.full_clean()
    third.escalates_to = first

    with pytest.raises(ValidationError) as refused:
        third.full_clean()

    assert list(refused.value.message_dict) == ["escalates_to"]


def test_a_team_does_not_escalate_to_itself():
    team = TeamFactory()

    with pytest.raises(IntegrityError, match="team_does_not_escalate_to_itself"):
        Team.objects.filter(pk=team.pk).update(escalates_to=team)


def test_departments_are_not_parts_of_each_other():
    whole = DepartmentFactory()
    part = DepartmentFactory(parent=whole)
    part.full_clean()
    whole.parent = part

    with pytest.raises(ValidationError) as refused:
        whole.full_clean()

    assert list(refused.value.message_dict) == ["parent"]


def test_a_department_is_not_part_of_itself():
    department = DepartmentFactory()

    with pytest.raises(IntegrityError, match="department_is_not_part_of_itself"):
        Department.objects.filter(pk=department.pk).update(parent=department)
