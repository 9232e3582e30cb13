"""What load balancers and watchers are told."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from helpdesk import health
from sla.operations import start_clock
from sla.target_kind import TargetKind
from tests.clock import HOUR, tuesday
from tests.factories.people import AgentFactory, UserFactory
from tests.sla.plans import make_office_hours, make_plan


@pytest.fixture
def worker(db):
    """A worker that was seen just now."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


@pytest.fixture
def _demo_password(settings):
    """People who sign in with the demo's password, hashed quickly; what was remembered is forgotten."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    health._is_demo_password.cache_clear()


def test_the_process_lives_whatever_the_database_does(client, django_assert_num_queries):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-cache" in response["Cache-Control"]
    assert not response.cookies


def test_only_reading_is_answered(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


@pytest.mark.django_db
def test_a_desk_with_everything_is_ready(client, worker):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {
            "database": {"ok": True},
            "migrations": {"ok": True},
            "worker": {"ok": True},
            "demo_passwords": {"ok": True},
        },
        "warnings": {"due_moments": {"ok": True}},
    }
    assert not response.cookies


def test_without_a_database_nothing_else_is_asked_and_nothing_is_disclosed(
    client, monkeypatch, django_db_blocker
):
    settings = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": "9", "PASSWORD": "of-nobody"}
    monkeypatch.setattr(health, "connection", DatabaseWrapper(settings))

    with django_db_blocker.unblock():
        response = client.get("/readyz")

    assert response.status_code == 503
    checks = response.json()["checks"]
    assert checks["database"] == {"ok": False, "why": "The database did not answer this."}
    assert {checks[name]["why"] for name in checks if name != "database"} == {health.NOT_ASKED}
    for secret in [b"127.0.0.1", b"of-nobody", b"refused", b"Error"]:
        assert secret not in response.content


@pytest.mark.django_db
def test_a_migration_that_is_missing_is_told(client, worker):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'tickets'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert _failing(response) == ["migrations"]
    assert "run the migrations" in response.json()["checks"]["migrations"]["why"]


@pytest.mark.django_db
def test_a_migration_of_a_later_version_is_no_fault_of_this_one(client, worker):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('tickets', '9999_later', now())"
        )

    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(("seconds", "failing"), [(50, []), (70, ["worker"])])
def test_a_worker_counts_for_a_minute_after_it_was_last_seen(client, worker, seconds, failing):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - %s", [timedelta(seconds=seconds)]
        )

    response = client.get("/readyz")

    assert _failing(response) == failing


@pytest.mark.django_db
def test_no_worker_at_all_is_told(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert _failing(response) == ["worker"]


@pytest.mark.usefixtures("_demo_password")
class TestDemoPasswords:
    @pytest.fixture
    def james(self, settings, worker):
        return UserFactory(email="james@example.com", password=make_password(settings.DEMO_PASSWORD))

    def test_one_that_works_outside_demo_mode_is_told(self, client, james):
        response = client.get("/readyz")

        assert response.status_code == 503
        assert _failing(response) == ["demo_passwords"]
        assert b"james" not in response.content

    def test_in_demo_mode_they_are_meant_to_work(self, client, james, settings):
        settings.DEMO = True

        assert client.get("/readyz").status_code == 200

    def test_one_of_an_account_that_has_ended_opens_nothing(self, client, james):
        james.is_active = False
        james.save(update_fields=["is_active"])

        assert client.get("/readyz").status_code == 200

    def test_another_password_under_a_demo_address_is_fine(self, client, james):
        james.password = make_password("one that nobody published")
        james.save(update_fields=["password"])

        assert client.get("/readyz").status_code == 200

    def test_one_of_an_agent_of_the_demo_whom_no_page_names_is_told(self, client, settings, worker):
        AgentFactory(user__email="maya@example.com", user__password=make_password(settings.DEMO_PASSWORD))

        assert _failing(client.get("/readyz")) == ["demo_passwords"]


def test_a_promise_without_a_due_moment_only_warns(client, worker):
    hours = make_office_hours()
    plan = make_plan("Sev-C", {TargetKind.RESOLUTION: HOUR}, hours_mode="these", hours=hours)
    hours.openings.all().delete()
    start_clock(plan=plan, at=tuesday("09:05"))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["warnings"]["due_moments"]["ok"] is False


def _failing(response):
    return [name for name, answer in response.json()["checks"].items() if not answer["ok"]]
