import pytest
from allauth.mfa.models import Authenticator

from agents.models import AuditRecord, User
from tests.factories.people import AgentFactory, UserFactory

pytestmark = pytest.mark.django_db
USERS = "/admin/agents/user/"


def page_of(user):
    return f"{USERS}{user.pk}/change/"


@pytest.mark.slow
def test_an_administrator_names_another(admin, administrator, filled_in):
    user = UserFactory(signs_in=True)

    admin.post(page_of(user), filled_in(admin.get(page_of(user))) | {"is_staff": "on"})

    user.refresh_from_db()
    assert user.is_staff
    record = AuditRecord.objects.earliest("pk")
    assert (record.kind, record.user, record.subject) == ("administrator_changed", administrator, user.email)


@pytest.mark.slow
def test_nobody_lets_himself_go(admin, administrator, filled_in):
    form = filled_in(admin.get(page_of(administrator)))
    del form["is_staff"]

    page = admin.post(page_of(administrator), form | {"name": "Changed"}, follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "You can't stop being an administrator yourself."
    ]
    administrator.refresh_from_db()
    assert (administrator.is_staff, administrator.name) == (True, "Alex")


@pytest.mark.slow
def test_the_account_of_a_requester_is_closed_and_opened(admin, filled_in):
    user = UserFactory()
    form = filled_in(admin.get(page_of(user)))

    admin.post(page_of(user), {name: value for name, value in form.items() if name != "is_active"})
    closed = User.objects.get(pk=user.pk)
    admin.post(page_of(user), form)

    assert not closed.is_active
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.slow
def test_the_account_of_an_agent_is_closed_with_the_agent_and_not_here(admin, filled_in):
    agent = AgentFactory()
    form = filled_in(admin.get(page_of(agent.user)))

    admin.post(page_of(agent.user), form | {"name": "Jane"})

    assert "is_active" not in form
    agent.user.refresh_from_db()
    assert (agent.user.is_active, agent.user.name) == (True, "Jane")


@pytest.mark.slow
def test_an_address_that_opens_an_account_is_not_changed_by_others(admin, filled_in):
    user = UserFactory(email="jane@example.com")

    admin.post(page_of(user), filled_in(admin.get(page_of(user))) | {"email": "mine@example.com"})

    user.refresh_from_db()
    assert user.email == "jane@example.com"


@pytest.mark.slow
def test_languages_and_time_zones_are_chosen(admin, filled_in):
    user = UserFactory()
    form = filled_in(admin.get(page_of(user)))

    refused = admin.post(page_of(user), form | {"time_zone": "Europe/Atlantis"})
    admin.post(page_of(user), form | {"time_zone": "Europe/Berlin"})

    assert "time_zone" in refused.context["adminform"].form.errors
    user.refresh_from_db()
    assert user.time_zone == "Europe/Berlin"


def test_a_lost_second_factor_is_removed_from_the_list(admin):
    user, other = UserFactory(), UserFactory()
    for owner in [user, other]:
        Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})

    admin.post(USERS, {"action": "remove_second_factor", "_selected_action": [user.pk]})

    assert [row.user for row in Authenticator.objects.all()] == [other]
    record = AuditRecord.objects.get()
    assert (record.kind, record.subject, record.details) == (
        "second_factor_changed",
        user.email,
        {"dropped": True},
    )


@pytest.mark.parametrize("address", ["add/", "{pk}/delete/"])
def test_accounts_are_neither_made_nor_deleted_here(admin, address):
    user = UserFactory()

    assert admin.get(USERS + address.format(pk=user.pk)).status_code == 403
