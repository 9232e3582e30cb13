import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.models import AuditRecord
from agents.operations.set_administrator import set_administrator
from tests.factories.people import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_administrator_is_named_and_let_go_and_the_log_says_so():
    user, administrator = UserFactory(), AdministratorFactory()

    for wanted in [True, True, False, False]:
        set_administrator(user, is_administrator=wanted, by=administrator)
        user.refresh_from_db()
        assert user.is_administrator is wanted

    assert [row.details for row in AuditRecord.objects.order_by("pk")] == [
        {"is_administrator": True},
        {"is_administrator": False},
    ]


def test_nobody_lets_himself_go():
    administrator = AdministratorFactory()

    with pytest.raises(OperationRefused, match="yourself"):
        set_administrator(administrator, is_administrator=False, by=administrator)


def test_only_administrators_name_administrators():
    user = UserFactory()

    with pytest.raises(PermissionDenied):
        set_administrator(user, is_administrator=True, by=user)
