import pytest

from agents.models import AuditRecord, Role
from agents.permissions import CATALOGUE, GROUPS
from tests.factories.people import RoleFactory

pytestmark = pytest.mark.django_db
ROLES = "/admin/agents/role/"


def test_every_permission_is_a_sentence_to_tick_in_a_group(admin):
    page = admin.get(f"{ROLES}add/").content.decode()

    for title, codes in GROUPS:
        assert str(title) in page
        for code, sentence in codes.items():
            assert f'value="{code}"' in page
            assert str(sentence).replace("'", "&#x27;") in page


def test_the_groups_are_the_catalogue():
    grouped = [code for _title, codes in GROUPS for code in codes]

    assert sorted(grouped) == sorted(CATALOGUE)


def test_a_role_is_made_and_the_log_says_what_it_permits(admin, administrator, filled_in):
    form = filled_in(admin.get(f"{ROLES}add/"))

    admin.post(f"{ROLES}add/", form | {"name": "Reader", "permissions": ["ticket.note", "report.view"]})

    assert Role.objects.get().permissions == ["report.view", "ticket.note"]
    record = AuditRecord.objects.get(kind=AuditRecord.Kind.ROLE_CHANGED)
    assert (record.user, record.subject) == (administrator, "Reader")
    assert record.details == {"granted": ["report.view", "ticket.note"], "revoked": []}


@pytest.mark.slow
def test_a_changed_role_keeps_the_rest(admin, filled_in):
    role = RoleFactory(name="Reader", permissions=["ticket.note"])
    address = f"{ROLES}{role.pk}/change/"

    admin.post(address, filled_in(admin.get(address)) | {"permissions": ["ticket.note", "ticket.reply"]})

    role.refresh_from_db()
    assert (role.name, role.permissions) == ("Reader", ["ticket.note", "ticket.reply"])
    record = AuditRecord.objects.get(kind=AuditRecord.Kind.ROLE_CHANGED)
    assert record.details == {"granted": ["ticket.reply"], "revoked": []}


@pytest.mark.slow
def test_a_code_from_outside_the_catalogue_is_refused(admin, filled_in):
    form = filled_in(admin.get(f"{ROLES}add/"))

    page = admin.post(f"{ROLES}add/", form | {"name": "Eater", "permissions": ["ticket.eat"]})

    assert "permissions" in page.context["adminform"].form.errors
    assert not Role.objects.exists()
