import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import translation

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord, User
from agents.operations.deactivate import deactivate
from agents.operations.invite import invite, invite_again
from tests.factories.people import (
    PASSWORD,
    AdministratorFactory,
    AgentFactory,
    EmailAddressFactory,
    RoleFactory,
    UserFactory,
)
from tests.jobs import deferred, empty_job_tables, run_jobs
from tickets.models import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return AdministratorFactory()


def sign_up_without_proof(email):
    """An account as it stands when somebody has typed this address and no code was entered."""
    squatter = UserFactory(email=email, name="Squatter", signs_in=True)
    squatter.emailaddress_set.update(verified=False)
    return squatter


def test_somebody_new_gets_an_account_without_a_password_and_becomes_an_agent(administrator):
    visiting = RoleFactory()

    agent = invite(" Jane@Example.com ", name="Jane Doe", by=administrator, visiting_role=visiting)

    assert (agent.user.email, agent.user.name, agent.visiting_role) == (
        "jane@example.com",
        "Jane Doe",
        visiting,
    )
    assert not agent.user.has_usable_password()
    assert [(row.verified, row.primary) for row in agent.user.emailaddress_set.all()] == [(False, True)]
    assert deferred("agents.send_invitation") == [{"agent_id": agent.pk}]


@pytest.mark.slow
def test_the_letter_has_a_link_of_this_site_that_sets_the_password(
    administrator, mailoutbox, client, settings
):
    settings.SITE_URL = "https://desk.example.org"
    Desk.objects.update_or_create(pk=1, defaults={"name": "Meridian Help"})
    agent = invite("jane@example.com", name="Jane Doe", by=administrator)

    run_jobs()

    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["jane@example.com"], "You are an agent now at Meridian Help")
    assert letter.body.endswith("\n-- \nMeridian Help · desk.example.org\n")
    [path] = re.findall(r"https://desk\.example\.org(/\S+)", letter.body)
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "violet-harbour-9", "password2": "violet-harbour-9"})
    agent.user.refresh_from_db()
    assert agent.user.check_password("violet-harbour-9")
    assert agent.user.emailaddress_set.get().verified


def test_a_proven_account_is_kept_as_it_is(administrator, mailoutbox, settings):
    settings.SITE_URL = "https://desk.example.org"
    user = UserFactory(email="james@example.com", signs_in=True)

    agent = invite("james@example.com", name="Somebody Else", by=administrator)
    run_jobs()

    user.refresh_from_db()
    assert agent.user == user
    assert user.check_password(PASSWORD)
    assert user.name != "Somebody Else"
    [letter] = mailoutbox
    assert "https://desk.example.org/panel/\n" in letter.body
    assert "password" not in letter.body


def test_an_unproven_account_that_waits_on_the_address_is_dropped_with_its_password(administrator):
    squatter = sign_up_without_proof("jane@example.com")

    agent = invite("jane@example.com", name="Jane Doe", by=administrator)

    assert not User.objects.filter(pk=squatter.pk).exists()
    assert (agent.user.name, agent.user.has_usable_password()) == ("Jane Doe", False)
    assert EmailAddress.objects.get(email="jane@example.com").user == agent.user


def test_an_unproven_claim_of_another_account_is_dropped_and_the_account_stays(administrator):
    other = UserFactory(signs_in=True)
    EmailAddressFactory(user=other, email="jane@example.com", verified=False, primary=False)

    agent = invite("jane@example.com", name="Jane Doe", by=administrator)

    assert EmailAddress.objects.get(email="jane@example.com").user == agent.user
    assert list(other.emailaddress_set.values_list("email", flat=True)) == [other.email]


def test_inviting_an_agent_again_changes_nothing(administrator):
    first = invite("jane@example.com", name="Jane Doe", by=administrator)

    second = invite("jane@example.com", name="Janet", by=administrator)

    assert second == first
    assert second.user.name == "Jane Doe"
    assert len(deferred("agents.send_invitation")) == 1
    assert AuditRecord.objects.filter(kind=AuditRecord.Kind.INVITED).count() == 1


def test_an_invited_administrator_of_the_server_keeps_the_password():
    root = User.objects.create_superuser("root@example.com", PASSWORD, name="Root")

    agent = invite("root@example.com", name="Root", by=root)

    assert agent.user == root
    assert agent.user.check_password(PASSWORD)


def test_the_second_address_of_somebody_is_refused(administrator):
    other = UserFactory(name="Janet", signs_in=True)
    EmailAddressFactory(user=other, email="jane@example.com", primary=False)

    with pytest.raises(OperationRefused, match="belongs to the account of Janet"):
        invite("jane@example.com", name="Jane", by=administrator)


def test_a_deactivated_agent_is_not_invited_back_by_accident(administrator):
    former = AgentFactory(user__name="Jane", user__signs_in=True)
    deactivate(former, by=administrator)

    with pytest.raises(OperationRefused, match="The account of Jane is deactivated"):
        invite(former.email, name="Jane", by=administrator)


def test_a_former_agent_who_signs_in_as_a_requester_is_reactivated_instead(administrator):
    former = AgentFactory(user__name="Jane", user__signs_in=True, is_active=False)

    with pytest.raises(OperationRefused, match="Jane was an agent here"):
        invite(former.email, name="Jane", by=administrator)


def test_what_is_no_address_is_no_input(administrator):
    with pytest.raises(ValidationError):
        invite("jane", name="Jane", by=administrator)


@pytest.mark.parametrize("person", [UserFactory, lambda: AgentFactory().user], ids=["requester", "agent"])
def test_only_administrators_invite(person):
    by = person()

    with pytest.raises(PermissionDenied):
        invite("jane@example.com", name="Jane", by=by)
    assert not Agent.objects.filter(user__email="jane@example.com").exists()


def test_the_log_says_who_invited_whom(administrator):
    invite("jane@example.com", name="Jane", by=administrator)

    record = AuditRecord.objects.get()
    assert (record.kind, record.user, record.subject) == ("invited", administrator, "jane@example.com")


def test_the_letter_can_be_sent_again_until_there_is_a_password(administrator):
    agent = invite("jane@example.com", name="Jane", by=administrator)

    invite_again(agent, by=administrator)

    assert len(deferred("agents.send_invitation")) == 2
    agent.user.set_password(PASSWORD)
    agent.user.save()
    with pytest.raises(OperationRefused, match="needs no invitation"):
        invite_again(agent, by=administrator)


def test_only_administrators_send_the_letter_again():
    agent = AgentFactory()

    with pytest.raises(PermissionDenied):
        invite_again(agent, by=agent.user)


def test_an_invitation_that_was_taken_back_is_not_sent(administrator, mailoutbox):
    agent = invite("jane@example.com", name="Jane", by=administrator)
    kept = invite("john@example.com", name="John", by=administrator)
    deactivate(agent, by=administrator)

    run_jobs()

    assert [letter.to for letter in mailoutbox] == [[kept.email]]


def test_the_letter_is_written_in_the_language_of_whoever_gets_it(administrator, mailoutbox):
    agent = invite("jane@example.com", name="Jane", by=administrator)
    agent.user.language = "en"
    agent.user.save()

    with translation.override("de"):
        run_jobs()

    assert mailoutbox[0].subject.startswith("You are an agent now")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_make_one_agent():
    administrator = AdministratorFactory()

    def invite_jane(_):
        try:
            return invite("jane@example.com", name="Jane", by=administrator).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        invited = set(pool.map(invite_jane, range(2)))

    assert invited == {Agent.objects.get().pk}
    assert len(deferred("agents.send_invitation")) == 1
    empty_job_tables()
