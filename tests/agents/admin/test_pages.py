"""Every page of the people's administration, for whom it opens and what it shows."""

import pytest
from django.contrib import admin as django_admin

from agents.models import Agent, AuditRecord, Department, Role, Team
from agents.operations.record_audit import record_audit
from tests.factories.people import (
    AgentFactory,
    DepartmentFactory,
    RoleFactory,
    TeamFactory,
    UserFactory,
    agent_in,
)

pytestmark = pytest.mark.django_db

PAGES = ["agent", "auditrecord", "department", "role", "ruleaudience", "team", "user"]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_lists_open_for_administrators_alone(admin, client, page):
    address = f"/admin/agents/{page}/"

    assert admin.get(address).status_code == 200
    client.force_login(agent_in(DepartmentFactory()).user)
    assert client.get(address, follow=True).status_code == 403
    client.logout()
    assert client.get(address, follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_deleted_in_bulk(admin, page):
    UserFactory()

    offered = admin.get(f"/admin/agents/{page}/").context["action_form"]

    assert offered is None or "delete_selected" not in dict(offered.fields["action"].choices)


def test_lists_are_searched(admin):
    wanted = AgentFactory(user__name="Jane Doe")
    AgentFactory(user__name="John Reyes")

    found = admin.get("/admin/agents/agent/?q=jane").context["cl"].result_list

    assert list(found) == [wanted]


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("page", ["agent", "department", "role", "team", "user"])
def test_a_list_costs_the_same_however_long_it_is(admin, django_assert_max_num_queries, page, number):
    for _ in range(number):
        agent = agent_in(DepartmentFactory())
        TeamFactory(lead=agent, members=[agent], escalates_to=TeamFactory())

    with django_assert_max_num_queries(14):
        admin.get(f"/admin/agents/{page}/")


@pytest.mark.parametrize("model", [Agent, Department, Role, Team])
def test_what_is_not_plain_explains_itself(model):
    plain = {"id", "user", "name", "description", "plan", "hours"}
    fields = [*model._meta.fields, *model._meta.many_to_many]

    silent = [f.name for f in fields if f.editable and not f.help_text and f.name not in plain]

    assert silent == []


def test_the_audit_log_is_read_and_not_edited(admin, administrator):
    record = record_audit(
        AuditRecord.Kind.ROLE_CHANGED, by=administrator, subject="Lead", granted=["ticket.close"], revoked=[]
    )
    address = f"/admin/agents/auditrecord/{record.pk}/"

    page = admin.get(f"{address}change/").content.decode()

    assert "granted: ticket.close; revoked: –" in page
    assert admin.post(f"{address}change/", {"subject": "Nothing"}).status_code == 403
    assert admin.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert admin.get("/admin/agents/auditrecord/add/").status_code == 403


@pytest.mark.slow
def test_what_is_configured_anywhere_stands_in_the_audit_log(admin, administrator, filled_in):
    department = DepartmentFactory(name="Support")
    address = f"/admin/agents/department/{department.pk}/change/"

    admin.post(address, filled_in(admin.get(address)) | {"name": "Help"})

    record = AuditRecord.objects.get()
    assert (record.kind, record.user, record.address) == ("configured", administrator, "127.0.0.1")
    assert record.subject == "department “Help”"
    assert record.details == {"change": "Changed Name.", "action": "change"}


@pytest.mark.parametrize("label", ["auth.group", "account.emailaddress", "mfa.authenticator"])
def test_what_would_lead_around_the_operations_is_not_offered(label):
    assert label not in [model._meta.label_lower for model in django_admin.site._registry]


@pytest.mark.slow
def test_what_is_in_use_says_where_and_is_archived_instead_of_deleted(admin, filled_in):
    support = DepartmentFactory(name="Support")
    agent_in(support)
    role = Role.objects.get()
    unused = RoleFactory()
    address = f"/admin/agents/role/{role.pk}/"

    page = admin.get(f"{address}change/")
    refused = admin.post(f"{address}delete/", {"post": "yes"})
    admin.post(f"{address}change/", filled_in(page) | {"is_archived": "on"})
    admin.post(f"/admin/agents/role/{unused.pk}/delete/", {"post": "yes"})

    assert "Memberships: 1" in page.content.decode()
    assert refused.status_code == 403
    role.refresh_from_db()
    assert role.archived_at is not None
    assert list(Role.objects.all()) == [role]


@pytest.mark.slow
def test_the_archive_is_shown_on_request_and_brings_back(admin, filled_in):
    kept, archived = TeamFactory(), TeamFactory()
    address = f"/admin/agents/team/{archived.pk}/change/"
    admin.post(address, filled_in(admin.get(address)) | {"is_archived": "on"})

    shown = {
        query: list(admin.get(f"/admin/agents/team/{query}").context["cl"].result_list)
        for query in ["", "?archived=yes", "?archived=all"]
    }
    still_archived = filled_in(admin.get(address))
    del still_archived["is_archived"]
    admin.post(address, still_archived)

    assert shown == {"": [kept], "?archived=yes": [archived], "?archived=all": [kept, archived]}
    archived.refresh_from_db()
    assert archived.archived_at is None


def test_a_team_that_leads_nowhere_else_shows_its_ladder(admin):
    third = TeamFactory(name="Engineering", tier=3)
    second = TeamFactory(name="Level II", tier=2, escalates_to=third)
    TeamFactory(name="Level I", tier=1, escalates_to=second)

    page = admin.get("/admin/agents/team/").content.decode()

    assert "Level I → Level II → Engineering" in page


@pytest.mark.slow
def test_the_lead_of_a_team_is_one_of_its_members(admin, filled_in):
    lead, member = AgentFactory(), AgentFactory()
    team = TeamFactory(members=[member])
    address = f"/admin/agents/team/{team.pk}/change/"
    fields = filled_in(admin.get(address)) | {"lead": lead.pk}

    refused = admin.post(address, fields | {"members": [member.pk]})
    admin.post(address, fields | {"members": [member.pk, lead.pk]})

    assert "lead" in refused.context["adminform"].form.errors
    team.refresh_from_db()
    assert team.lead == lead


def test_a_department_names_who_works_there(admin):
    support = DepartmentFactory()
    agent_in(support, user__name="Jane Doe")
    agent_in(support, user__name="Gone Away", is_active=False)

    page = admin.get(f"/admin/agents/department/{support.pk}/change/")

    members = page.context["adminform"].model_admin.members(support)
    assert "Jane Doe" in members
    assert "Gone Away" not in members


@pytest.mark.slow
def test_who_left_is_offered_nowhere_but_stays_where_he_was(admin):
    here, left = AgentFactory(user__name="Jane Here"), AgentFactory(user__name="Jane Gone", is_active=False)
    member = AgentFactory(is_active=False)
    team = TeamFactory(members=[member])

    looked_up = admin.get(
        "/admin/autocomplete/?app_label=agents&model_name=team&field_name=lead&term=jane"
    ).json()
    page = admin.get(f"/admin/agents/team/{team.pk}/change/")

    assert [found["id"] for found in looked_up["results"]] == [str(here.pk)]
    offered = set(page.context["adminform"].form.fields["members"].queryset)
    assert offered == {here, member}
    assert left not in offered


@pytest.mark.slow
@pytest.mark.parametrize(
    ("membership", "is_warned"),
    [("whole", False), ("none", True), pytest.param("assigned only", True, marks=pytest.mark.slow)],
)
def test_a_manager_who_would_not_see_the_tickets_is_warned_of(admin, membership, is_warned):
    support = DepartmentFactory(name="Support")
    home = support if membership != "none" else DepartmentFactory()
    nora = agent_in(home, user__name="Nora")
    nora.memberships.update(is_assigned_only=membership == "assigned only")
    address = f"/admin/agents/department/{support.pk}/change/"

    page = admin.post(address, {"name": "Support", "manager": nora.pk}, follow=True)

    support.refresh_from_db()
    assert support.manager == nora
    assert ("Nora is to be told of what goes wrong in Support" in page.content.decode()) is is_warned
