import pytest
from django.core.exceptions import ImproperlyConfigured

from helpdesk.environment import Environment, is_loopback, kept_secret


def environment(**variables):
    env = Environment()
    env.ENVIRON = variables
    return env


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("TRUE", True), ("off", False), ("", False)])
def test_a_switch_is_on_or_off(written, meant):
    assert environment(DEMO=written).switch("DEMO", default=False) is meant


REFUSED = [
    ("DEMO", "maybe", lambda env: env.switch("DEMO", default=True)),
    ("PORT", "80a", lambda env: env.number("PORT", 8000)),
    ("PORT", "-1", lambda env: env.number("PORT", 8000)),
    ("PORT", "70000", lambda env: env.number("PORT", 8000, most=65535)),
    ("TIME_ZONE", "Europe/Nowhere", lambda env: env.zone("TIME_ZONE", "UTC")),
    ("TIME_ZONE", "../etc/passwd", lambda env: env.zone("TIME_ZONE", "UTC")),
    ("SITE_URL", "help.example.com", lambda env: env.site("SITE_URL", None, because="")),
    ("SITE_URL", "https://help.example.com/desk", lambda env: env.site("SITE_URL", None, because="")),
    ("SITE_URL", "https://user@help.example.com", lambda env: env.site("SITE_URL", None, because="")),
    ("SITE_URL", "https://help.example.com:port", lambda env: env.site("SITE_URL", None, because="")),
    ("SITE_URL", "ftp://help.example.com", lambda env: env.site("SITE_URL", None, because="")),
    ("DATABASE_URL", "mysql://root@localhost/desk", lambda env: env.postgresql("DATABASE_URL")),
    ("DATABASE_URL", "postgresql://localhost:port/desk", lambda env: env.postgresql("DATABASE_URL")),
    ("DATABASE_URL", "postgresql://localhost", lambda env: env.postgresql("DATABASE_URL")),
    ("EMAIL_URL", "mail.example.com", lambda env: env.mail("EMAIL_URL", because="")),
    ("EMAIL_URL", "smtp://", lambda env: env.mail("EMAIL_URL", because="")),
    ("DEFAULT_FROM_EMAIL", "foo", lambda env: env.sender("DEFAULT_FROM_EMAIL", "x@example.com")),
    ("DEFAULT_FROM_EMAIL", "Desk <foo>", lambda env: env.sender("DEFAULT_FROM_EMAIL", "x@example.com")),
    ("STORAGE_URL", "https://bucket", lambda env: env.bucket("STORAGE_URL")),
    ("STORAGE_URL", "s3://bucket?zone=here", lambda env: env.bucket("STORAGE_URL")),
]


@pytest.mark.parametrize(("name", "written", "ask"), REFUSED)
def test_a_wrong_value_is_refused_with_the_name_of_the_variable(name, written, ask):
    with pytest.raises(ImproperlyConfigured, match=name) as refused:
        ask(environment(**{name: written}))

    assert "\n" not in str(refused.value)


def test_a_refusal_does_not_repeat_a_password():
    with pytest.raises(ImproperlyConfigured) as refused:
        environment(DATABASE_URL="mysql://root:hunter2@localhost/desk").postgresql("DATABASE_URL")

    assert "hunter2" not in str(refused.value)


def test_what_must_be_set_says_why():
    with pytest.raises(ImproperlyConfigured, match=r"^SITE_URL must be set: it makes every link\.$"):
        environment(SITE_URL="  ").site("SITE_URL", None, because="it makes every link")


def test_a_secret_may_begin_with_a_dollar_sign():
    assert environment(SECRET_KEY="$ecret").text("SECRET_KEY") == "$ecret"


def test_a_database_is_reached_by_its_socket_too():
    config = environment(DATABASE_URL="postgresql://desk@//run/postgres/desk").postgresql("DATABASE_URL")

    assert (config["HOST"], config["NAME"], config["USER"]) == ("/run/postgres", "desk", "desk")


def test_mail_leaves_through_an_encrypted_connection():
    config = environment(EMAIL_URL="smtp+tls://desk:p%40ss@mail.example.com:587").mail(
        "EMAIL_URL", because=""
    )

    assert config["EMAIL_HOST"] == "mail.example.com"
    assert config["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert config["EMAIL_USE_TLS"] is True


def test_a_bucket_elsewhere_is_named_with_its_endpoint():
    env = environment(STORAGE_URL="s3://desk?endpoint=https://s3.example.com&region=eu")

    options = env.bucket("STORAGE_URL")

    assert (options["bucket_name"], options["region_name"]) == ("desk", "eu")
    assert options["endpoint_url"] == "https://s3.example.com"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"])
def test_loopback_is_this_machine_alone(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "help.example.com", "localhost.example.com", ""])
def test_what_others_reach_is_not_loopback(host):
    assert not is_loopback(host)


def test_a_kept_secret_stays_the_same_and_is_ours_alone(tmp_path):
    first = kept_secret(tmp_path / "var" / "secret_key")

    second = kept_secret(tmp_path / "var" / "secret_key")

    assert first == second
    assert len(first) > 50
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert kept_secret(tmp_path / "other") != first


@pytest.mark.parametrize(
    "written", ["help@example.com", "Help desk <help@example.com>", "helpdesk@localhost"]
)
def test_a_sender_is_an_address_with_or_without_a_name(written):
    assert environment(FROM=written).sender("FROM", "x@example.com") == written
