import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.models import AuditRecord
from agents.operations.set_administrator import set_administrator
from tests.factories.people import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_administrator_is_named_and_let_go_and_the_log_says_so():
    user, administrator = UserFactory(signs_in=True), AdministratorFactory()

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


def test_whoever_typed_an_address_without_proving_it_is_not_named():
    user = UserFactory(name="Squatter", signs_in=True)
    user.emailaddress_set.update(verified=False)

    with pytest.raises(OperationRefused, match="Squatter hasn't proven the address"):
        set_administrator(user, is_administrator=True, by=AdministratorFactory())


def test_only_administrators_name_administrators():
    user = UserFactory()

    with pytest.raises(PermissionDenied):
        set_administrator(user, is_administrator=True, by=user)
