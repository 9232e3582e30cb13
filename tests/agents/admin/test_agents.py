import pytest

from agents.models import Agent, AuditRecord, User
from agents.operations.deactivate import deactivate
from agents.operations.invite import invite
from sla.moment import now
from tests.factories.people import AgentFactory, DepartmentFactory, RoleFactory, agent_in
from tests.jobs import deferred

pytestmark = pytest.mark.django_db
AGENTS = "/admin/agents/agent/"


def page_of(agent):
    return f"{AGENTS}{agent.pk}/change/"


def test_adding_an_agent_invites_somebody_with_departments_and_roles(admin, administrator, filled_in):
    support, role, visiting = DepartmentFactory(), RoleFactory(), RoleFactory()
    form = filled_in(admin.get(f"{AGENTS}add/"))

    admin.post(
        f"{AGENTS}add/",
        form
        | {"email": "Jane@example.com", "name": "Jane Doe", "visiting_role": visiting.pk}
        | {"memberships-0-department": support.pk, "memberships-0-role": role.pk},
    )

    agent = Agent.objects.get()
    assert (agent.email, agent.name, agent.visiting_role) == ("jane@example.com", "Jane Doe", visiting)
    assert [(row.department, row.role) for row in agent.memberships.all()] == [(support, role)]
    assert deferred("agents.send_invitation") == [{"agent_id": agent.pk}]
    done = AuditRecord.objects.filter(user=administrator).order_by("pk").values_list("kind", flat=True)
    assert list(done) == ["invited", "role_granted", "configured"]


@pytest.mark.slow
def test_it_is_said_that_an_agent_without_a_department_sees_nothing(admin, filled_in):
    form = filled_in(admin.get(f"{AGENTS}add/"))

    page = admin.post(f"{AGENTS}add/", form | {"email": "jane@example.com", "name": "Jane"}, follow=True)

    assert "Jane is in no department" in page.content.decode()


@pytest.mark.slow
def test_inviting_an_agent_twice_is_said_beside_the_field(admin, filled_in):
    agent = AgentFactory()
    form = filled_in(admin.get(f"{AGENTS}add/"))

    page = admin.post(f"{AGENTS}add/", form | {"email": agent.email.upper(), "name": "X"})

    assert page.context["adminform"].form.errors["email"] == ["Whoever has this address is an agent already."]


@pytest.mark.slow
def test_what_an_operation_refuses_is_said_and_nothing_is_saved(admin, filled_in):
    User.objects.create_verified_user("jane@example.com", name="Jane", is_active=False)
    form = filled_in(admin.get(f"{AGENTS}add/"))

    page = admin.post(f"{AGENTS}add/", form | {"email": "jane@example.com", "name": "X"}, follow=True)

    assert [str(message) for message in page.context["messages"]] == ["The account of Jane is deactivated."]
    assert not Agent.objects.exists()


@pytest.mark.slow
def test_unticking_active_deactivates_and_ticking_reactivates(admin, filled_in):
    agent = AgentFactory()
    form = filled_in(admin.get(page_of(agent)))

    admin.post(page_of(agent), {name: value for name, value in form.items() if name != "is_active"})
    after_first = Agent.objects.select_related("user").get(pk=agent.pk)
    admin.post(page_of(agent), form)
    after_second = Agent.objects.select_related("user").get(pk=agent.pk)

    assert (after_first.is_active, after_first.user.is_active) == (False, False)
    assert (after_second.is_active, after_second.user.is_active) == (True, True)


@pytest.mark.slow
def test_an_administrator_does_not_shut_himself_out(admin, administrator, filled_in):
    agent = AgentFactory(user=administrator)
    form = filled_in(admin.get(page_of(agent)))
    del form["is_active"]

    page = admin.post(page_of(agent), form | {"signature": "Alex"}, follow=True)

    assert [str(message) for message in page.context["messages"]] == ["You can't deactivate yourself."]
    agent.refresh_from_db()
    assert (agent.is_active, agent.signature) == (True, "")


@pytest.mark.slow
def test_roles_are_granted_changed_and_revoked(admin, filled_in):
    support, systems, sales = (DepartmentFactory(name=name) for name in ["Support", "Systems", "Sales"])
    lead = RoleFactory(name="Lead")
    agent = agent_in(support)
    kept = agent.memberships.get()
    gone = agent.memberships.create(department=systems, role=kept.role)
    form = filled_in(admin.get(page_of(agent)))

    admin.post(
        page_of(agent),
        form
        | {"memberships-0-role": lead.pk, "memberships-1-DELETE": "on"}
        | {
            "memberships-2-department": sales.pk,
            "memberships-2-role": lead.pk,
            "memberships-2-is_primary": "on",
        },
    )

    now_there = {row.department: (row.role, row.is_primary) for row in agent.memberships.all()}
    assert gone.department not in now_there
    assert now_there == {support: (lead, False), sales: (lead, True)}
    log = AuditRecord.objects.order_by("pk").values_list("kind", flat=True)
    assert list(log) == ["role_revoked", "role_granted", "role_granted", "configured"]


@pytest.mark.slow
def test_the_home_moves_in_one_go(admin, filled_in):
    first, second = DepartmentFactory(), DepartmentFactory()
    agent = agent_in(first)
    agent.memberships.update(is_primary=True)
    agent.memberships.create(department=second, role=RoleFactory())
    form = filled_in(admin.get(page_of(agent)))
    del form["memberships-0-is_primary"]

    admin.post(page_of(agent), form | {"memberships-1-is_primary": "on"})

    homes = dict(agent.memberships.values_list("department", "is_primary"))
    assert homes == {first.pk: False, second.pk: True}


@pytest.mark.slow
def test_a_department_can_be_exchanged_for_another(admin, filled_in):
    agent, systems = agent_in(DepartmentFactory()), DepartmentFactory()
    form = filled_in(admin.get(page_of(agent)))

    admin.post(page_of(agent), form | {"memberships-0-department": systems.pk})

    assert [row.department for row in agent.memberships.all()] == [systems]


@pytest.mark.slow
def test_what_was_archived_is_offered_only_to_whoever_has_it(admin):
    held, gone, offered = DepartmentFactory(), DepartmentFactory(), DepartmentFactory()
    agent = agent_in(held)
    for department in [held, gone]:
        department.archived_at = now()
        department.save()

    page = admin.get(page_of(agent))

    [inline] = page.context["inline_admin_formsets"]
    assert set(inline.formset.forms[0].fields["department"].queryset) == {held, offered}


@pytest.mark.slow
def test_availability_and_visiting_role_are_set(admin, filled_in):
    agent, colleague, visiting = AgentFactory(), AgentFactory(), RoleFactory()
    form = filled_in(admin.get(page_of(agent)))
    del form["is_available"]

    admin.post(page_of(agent), form | {"substitute": colleague.pk, "visiting_role": visiting.pk})

    agent.refresh_from_db()
    assert (agent.is_available, agent.substitute, agent.visiting_role) == (False, colleague, visiting)
    log = AuditRecord.objects.order_by("pk").values_list("kind", flat=True)
    assert list(log) == ["availability_changed", "role_granted", "configured"]


@pytest.mark.slow
def test_an_agent_is_never_deleted(admin):
    agent = AgentFactory()

    assert admin.post(f"{AGENTS}{agent.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.slow
def test_the_invitation_is_sent_again_from_the_list(admin, administrator):
    invited = invite("jane@example.com", name="Jane", by=administrator)
    left = AgentFactory(user__name="Gone")
    deactivate(left, by=administrator)

    page = admin.post(
        AGENTS,
        {"action": "send_invitation_again", "_selected_action": [invited.pk, left.pk]},
        follow=True,
    )

    said = sorted(str(message) for message in page.context["messages"])
    assert said == ["Gone needs no invitation.", "Jane is invited again."]
    assert len(deferred("agents.send_invitation")) == 2
