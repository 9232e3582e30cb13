from types import ModuleType

import pytest
from django.urls import path

from helpdesk import checks

OPEN = "def open_ticket():\n    jobs.configure_task({}).defer()\n"


@pytest.fixture
def faults_of(tmp_path, settings):
    """The faults found if the tickets app deferred like this."""

    def check(words, layer="tickets"):
        for name in checks.LAYERS:
            (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / layer / "open.py").write_text(OPEN.format(words))
        settings.BASE_DIR = tmp_path
        return [(fault.id, fault.obj) for fault in checks.deferred_jobs_exist(None)]

    return check


def test_this_code_defers_only_what_exists():
    assert list(checks.find_deferrals(checks.settings.BASE_DIR)) != []
    assert checks.deferred_jobs_exist(None) == []


def test_a_job_that_exists_may_be_deferred(faults_of):
    assert faults_of('"tickets.publish", queue="publish"') == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("name", "helpdesk.E001"),
        ('"tickets.pubilsh"', "helpdesk.E002"),
        ('name="tickets.pubilsh"', "helpdesk.E002"),
        ('"tickets.publish", queue="send"', "helpdesk.E004"),
    ],
)
def test_a_job_that_no_worker_would_do_is_a_fault(faults_of, words, fault):
    assert faults_of(words) == [(fault, "tickets/open.py:2")]


def test_a_job_may_not_be_deferred_from_below(faults_of):
    assert faults_of('"tickets.publish"', layer="agents") == [("helpdesk.E003", "agents/open.py:2")]


def test_every_queue_is_worked_on(settings):
    now = checks.queues_are_worked_on(None)
    settings.JOB_QUEUES = {"publish": 1, "slow": 1}
    later = checks.queues_are_worked_on(None)

    assert now == []
    assert {fault.id for fault in later} == {"helpdesk.E005"}
    assert "tickets.send_delivery" in {fault.obj for fault in later}


def test_every_route_states_its_audience():
    assert checks.routes_state_their_audience(None) == []


def test_a_panel_route_without_its_gate_is_a_fault(settings):
    addresses = ModuleType("addresses")
    addresses.urlpatterns = [path("panel/queues/", lambda request: None)]
    settings.ROOT_URLCONF = addresses

    assert [fault.obj for fault in checks.routes_state_their_audience(None)] == ["panel/queues/"]


def test_open_by_default_is_a_fault(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != checks.LOGIN_REQUIRED]

    assert [fault.id for fault in checks.routes_state_their_audience(None)] == ["helpdesk.E006"]


def test_https_without_a_counted_proxy_is_warned_of(settings):
    settings.IS_SECURE, settings.TRUSTED_PROXIES = True, 0
    uncounted = checks.proxies_are_counted(None)
    settings.TRUSTED_PROXIES = 1
    counted = checks.proxies_are_counted(None)

    assert [warning.id for warning in uncounted] == ["helpdesk.W001"]
    assert counted == []
