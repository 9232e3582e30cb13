import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agents.models import AuditRecord
from agents.operations.change_role import change_role
from tests.factories.people import AdministratorFactory, AgentFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_a_role_gets_exactly_these_permissions_and_the_log_says_what_changed():
    role, administrator = RoleFactory(permissions=["ticket.reply", "ticket.note"]), AdministratorFactory()

    change_role(role, permissions=["ticket.reply", "ticket.close", "ticket.close"], by=administrator)

    role.refresh_from_db()
    assert role.permissions == ["ticket.close", "ticket.reply"]
    record = AuditRecord.objects.get()
    assert (record.kind, record.user, record.subject) == ("role_changed", administrator, role.name)
    assert record.details == {"granted": ["ticket.close"], "revoked": ["ticket.note"]}


def test_changing_nothing_is_not_logged():
    role = RoleFactory(permissions=["ticket.reply"])

    change_role(role, permissions=["ticket.reply"], by=AdministratorFactory())

    assert not AuditRecord.objects.exists()


def test_a_code_that_does_not_exist_changes_nothing():
    role = RoleFactory(permissions=["ticket.reply"])

    with pytest.raises(ValidationError):
        change_role(role, permissions=["ticket.close", "ticket.eat"], by=AdministratorFactory())

    role.refresh_from_db()
    assert role.permissions == ["ticket.reply"]


def test_only_administrators_change_roles():
    role = RoleFactory(permissions=[])

    with pytest.raises(PermissionDenied):
        change_role(role, permissions=["ticket.reply"], by=AgentFactory().user)
