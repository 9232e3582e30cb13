"""Whoever has never seen code finds a sentence beside every field."""

import pytest

from sla.admin.hours_form import DAYS

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("page", ["plan", "businesshours"])
def test_every_field_explains_itself(admin, page):
    context = admin.get(f"/admin/sla/{page}/add/").context

    forms = [context["adminform"].form]
    forms += [inline.formset.empty_form for inline in context["inline_admin_formsets"]]
    fields = {name: field for form in forms for name, field in form.fields.items()}
    unexplained = {name for name, field in fields.items() if not field.help_text}

    assert len(fields) > 10
    assert unexplained - {*DAYS, "id", "DELETE"} <= {"plan", "hours"} - set(context["adminform"].form.fields)


@pytest.mark.slow
def test_the_days_are_explained_once_above_them(admin):
    page = admin.get("/admin/sla/businesshours/add/").content.decode()

    assert page.count("Intervals such as 08:00–12:00") == 1
