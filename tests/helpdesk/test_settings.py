"""The settings as a whole, read anew for each set of variables."""

import os
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "helpdesk" / "settings.py"
REACHABLE = {
    "DATABASE_URL": "postgresql://desk@db.example.com/desk",
    "SITE_URL": "https://help.example.com",
    "SECRET_KEY": "x" * 50,
    "EMAIL_URL": "smtp://mail.example.com",
}


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read settings under these variables and no others."""

    def read_settings(*names, **variables):
        for name in os.environ:
            monkeypatch.delenv(name)
        for name, value in {"HELPDESK_VAR": str(tmp_path / "var"), **variables}.items():
            monkeypatch.setenv(name, value)
        settings = runpy.run_path(str(SETTINGS))
        return [settings.get(name) for name in names]

    return read_settings


def test_without_variables_it_is_a_demo_on_this_machine(read):
    values = read("DEBUG", "DEMO", "SITE_URL", "SESSION_COOKIE_SECURE", "EMAIL_FILE_PATH")

    assert values[:4] == [False, True, "http://127.0.0.1:8000", False]
    assert values[4].endswith("/var/mail")


def test_a_desk_that_others_reach_is_closed_by_default(read):
    switches = read("DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", **REACHABLE)
    hsts, hosts = read("SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", **REACHABLE)

    assert switches == [False, False, True, True]
    assert hsts == 365 * 24 * 3600
    assert hosts == ["127.0.0.1", "[::1]", "help.example.com", "localhost"]


@pytest.mark.parametrize("missing", ["SITE_URL", "SECRET_KEY", "EMAIL_URL"])
def test_a_desk_that_others_reach_names_what_is_missing(read, missing):
    with pytest.raises(ImproperlyConfigured, match=rf"^{missing} must be set: .+\.$"):
        read(**{name: value for name, value in REACHABLE.items() if name != missing})


REFUSED = [
    ({"DEMO": "1", "SITE_URL": "http://help.example.com"}, "DEMO=1 is refused where others"),
    ({"DEMO": "1", "BIND": "0.0.0.0"}, "DEMO=1 is refused where others"),
    ({**REACHABLE, "SITE_URL": "http://127.0.0.1:8000", "DEMO": "1"}, "DEMO=1 is refused with DATABASE_URL"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 32 characters"),
]


@pytest.mark.parametrize(("variables", "sentence"), REFUSED)
def test_what_would_be_unsafe_is_refused_in_one_sentence(read, variables, sentence):
    with pytest.raises(ImproperlyConfigured, match=rf"^{sentence}.+\.$"):
        read(**variables)


def test_a_demo_on_another_database_takes_a_second_word(read):
    values = read("DEMO", DATABASE_URL="postgresql://desk@localhost/desk", DEMO_ANYWAY="1")

    assert values == [True]


def test_an_embedded_desk_that_others_reach_is_no_demo(read):
    values = read("DEMO", SITE_URL="https://help.example.com", EMAIL_URL="smtp://mail.example.com")

    assert values == [False]


def test_forwarded_addresses_count_only_behind_proxies(read):
    names = ["ALLAUTH_TRUSTED_PROXY_COUNT", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"]

    alone = read(*names, **REACHABLE)
    behind = read(*names, TRUSTED_PROXIES="2", **REACHABLE)

    assert alone == [0, False, None]
    assert behind == [2, True, ("HTTP_X_FORWARDED_PROTO", "https")]


def test_two_desks_on_one_machine_do_not_share_a_session_cookie(read):
    assert read("SESSION_COOKIE_NAME", PORT="8000") != read("SESSION_COOKIE_NAME", PORT="8001")
