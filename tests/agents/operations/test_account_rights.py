"""Closing an account that isn't an agent's, and helping whoever lost a second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.models import AuditRecord
from agents.operations.drop_second_factor import drop_second_factor
from agents.operations.set_sign_in import set_sign_in
from tests.factories.people import AdministratorFactory, AgentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_closed_account_is_opened_again_and_the_log_says_so():
    user, administrator = UserFactory(), AdministratorFactory()

    for is_allowed in [False, False, True, True]:
        set_sign_in(user, is_allowed=is_allowed, by=administrator)
        user.refresh_from_db()
        assert user.is_active is is_allowed

    log = AuditRecord.objects.order_by("pk").values_list("kind", "user", "subject")
    assert list(log) == [
        ("deactivated", administrator.pk, user.email),
        ("reactivated", administrator.pk, user.email),
    ]


def test_the_account_of_an_agent_is_closed_by_deactivating_the_agent():
    agent = AgentFactory()

    with pytest.raises(OperationRefused, match="is an agent"):
        set_sign_in(agent.user, is_allowed=False, by=AdministratorFactory())


def test_who_is_an_agent_no_more_may_sign_in_as_a_requester():
    former = AgentFactory(is_active=False, user__is_active=False)

    set_sign_in(former.user, is_allowed=True, by=AdministratorFactory())

    former.refresh_from_db()
    assert (former.user.is_active, former.is_active) == (True, False)


def test_nobody_closes_his_own_account_here():
    administrator = AdministratorFactory()

    with pytest.raises(OperationRefused, match="yourself"):
        set_sign_in(administrator, is_allowed=False, by=administrator)


def test_a_lost_second_factor_goes_with_its_recovery_codes():
    user, administrator = UserFactory(), AdministratorFactory()
    for kind in [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]:
        Authenticator.objects.create(user=user, type=kind, data={})

    for _ in range(2):
        drop_second_factor(user, by=administrator)

    assert not Authenticator.objects.exists()
    assert AuditRecord.objects.get().user == administrator


@pytest.mark.parametrize(
    "operation",
    [
        lambda user, by: set_sign_in(user, is_allowed=False, by=by),
        lambda user, by: drop_second_factor(user, by=by),
    ],
    ids=["close", "drop"],
)
def test_only_administrators_touch_the_accounts_of_others(operation):
    user, agent = UserFactory(), AgentFactory()

    with pytest.raises(PermissionDenied):
        operation(user, agent.user)
