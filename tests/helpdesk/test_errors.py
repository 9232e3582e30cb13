"""What people read when something cannot be had."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.test import Client
from django.urls import include, path

from tests.factories.people import DepartmentFactory
from tests.tickets.center.pages import fields_of
from tickets.models import Desk, Ticket

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def browser():
    """A browser whose form has no valid token any more."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def desk(db):
    desk = Desk.load()
    desk.default_department = DepartmentFactory()
    desk.save()
    return desk


@pytest.fixture
def typed(desk):
    return {
        "name": "Amara",
        "email": "amara@example.com",
        "subject": "Locked out",
        "message": "I typed this for <an hour>.",
        "kept": ["one", "two"],
    }


def test_a_stale_form_is_sent_again_with_all_that_was_typed(browser, typed):
    page = browser.post("/tickets/new/", typed, headers=OURS)

    assert page.status_code == 403
    assert "I typed this for" in page.content.decode()
    assert not Ticket.objects.exists()
    again = browser.post("/tickets/new/", fields_of(page.content.decode()), headers=OURS)
    assert again.status_code == 302
    assert Ticket.objects.get().entries.get().body_text == "I typed this for <an hour>."


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_what_another_site_typed_is_not_offered(browser, typed, site):
    page = browser.post("/tickets/new/", typed, headers={"Sec-Fetch-Site": site} if site else {})

    assert page.status_code == 403
    assert "I typed this for" not in page.content.decode()


def test_a_password_is_never_shown_again(browser, desk):
    page = browser.post(
        "/accounts/login/", {"login": "amara@example.com", "password": "my secret"}, headers=OURS
    )

    assert page.status_code == 403
    assert "my secret" not in page.content.decode()


@login_not_required
def look_through_everything(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5ms'")
        cursor.execute("SELECT pg_sleep(5)")


urlpatterns = [path("", include("tickets.center.urls")), path("slow/", look_through_everything)]


def test_what_the_database_gave_up_is_answered_with_a_sentence(settings, caplog):
    settings.ROOT_URLCONF = __name__

    page = Client().get("/slow/")

    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert "That took too long" in page.content.decode()
    assert "/slow/" in caplog.text
