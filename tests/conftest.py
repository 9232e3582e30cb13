"""What holds for every test, and Django admin as an administrator has it open."""

import pytest
from django.conf import settings as all_settings
from django.test import Client

from tests.factories.people import AdministratorFactory


def pytest_configure():
    """Without `collectstatic` there is no manifest of hashed names: tests take files by their own."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    all_settings.STORAGES = {**all_settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Alex")


@pytest.fixture
def admin(administrator, settings):
    """A browser in which an administrator has Django admin open."""
    settings.REQUIRE_ADMIN_MFA = False
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def filled_in():
    """What a page's form would send if nothing were changed, from its context."""

    def read(page):
        form = page.context["adminform"].form
        fields = {form.add_prefix(name): form[name].value() for name in form.fields}
        for inline in page.context["inline_admin_formsets"]:
            for part in [inline.formset.management_form, *inline.formset.forms]:
                fields |= {part.add_prefix(name): part[name].value() for name in part.fields}
        return {name: value for name, value in fields.items() if value is not None and value is not False}

    return read
