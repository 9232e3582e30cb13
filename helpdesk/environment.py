"""What the environment says, read strictly: a wrong value is refused in a sentence with the variable's name.

An empty variable counts as unset, since compose files pass empty ones on.
"""

import os
import secrets
from contextlib import suppress
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

BASE_DIR = Path(__file__).resolve().parent.parent

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def state_folder() -> Path:
    """Where the help desk keeps what it writes beside its database: HELPDESK_VAR, or var/ here."""
    return Path(os.environ.get("HELPDESK_VAR") or BASE_DIR / "var").resolve()


class Environment(environ.Env):
    """The variables of this process; every question raises ImproperlyConfigured on a wrong answer."""

    def has(self, name: str) -> bool:
        """Whether the variable says anything at all."""
        return bool(self.ENVIRON.get(name, "").strip())

    def text(self, name: str, default: str | None = None, *, because: str = "") -> str:
        """The value as it stands; without a default the variable must be set, `because` completing why."""
        written: str = self.ENVIRON.get(name, "").strip()
        if written:
            return written
        if default is None:
            raise ImproperlyConfigured(f"{name} must be set{because and ': '}{because}.")
        return default

    def switch(self, name: str, default: bool) -> bool:
        """On or off; anything that is neither is refused rather than taken for off."""
        written = self.text(name, "").lower()
        if not written:
            return default
        if written not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{name} must be 1 or 0, not {written!r}.")
        return written in TRUE

    def number(self, name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
        """A whole number within bounds."""
        written = self.text(name, str(default))
        if not written.isascii() or not written.isdecimal() or not least <= int(written) <= most:
            raise ImproperlyConfigured(
                f"{name} must be a whole number from {least} to {most}, not {written!r}."
            )
        return int(written)

    def names(self, name: str) -> list[str]:
        """Words parted by commas."""
        return [word.strip() for word in self.text(name, "").split(",") if word.strip()]

    def site(self, name: str, default: str | None, *, because: str) -> str:
        """The address of a site: http or https, a host, perhaps a port, and nothing behind."""
        written = self.text(name, default, because=because).rstrip("/")
        try:
            parts = urlsplit(written)
            is_site = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:  # a port that is none
            is_site = False
        if not is_site or written != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
            raise ImproperlyConfigured(f"{name} must look like https://help.example.com, not {written!r}.")
        return written

    def postgresql(self, name: str) -> dict[str, Any]:
        """A Django database from an address such as postgresql://user:password@host:5432/name."""
        try:
            config: dict[str, Any] = self.db_url_config(self.text(name))
        except (ValueError, KeyError):
            config = {}
        if config.get("ENGINE") != "django.db.backends.postgresql" or not config.get("NAME"):
            raise ImproperlyConfigured(
                f"{name} must look like postgresql://user:password@host:5432/name; only PostgreSQL serves."
            )
        return config

    def mail(self, name: str, *, because: str) -> dict[str, Any]:
        """Django's EMAIL_ settings from an address such as smtp+tls://user:password@host:587."""
        written = self.text(name, because=because)
        try:
            config: dict[str, Any] = self.email_url_config(written)
        except (ValueError, KeyError, ImproperlyConfigured):
            config = {}
        is_smtp = config.get("EMAIL_BACKEND") == self.EMAIL_SCHEMES["smtp"]
        if not config or (is_smtp and not config.get("EMAIL_HOST")):
            raise ImproperlyConfigured(f"{name} must look like smtp+tls://user:password@host:587.")
        if config.get("EMAIL_FILE_PATH"):
            config["EMAIL_FILE_PATH"] = f"/{config['EMAIL_FILE_PATH']}"
        return config

    def sender(self, name: str, default: str) -> str:
        """An e-mail address, with or without a name before it: Help desk <help@example.com>."""
        written = self.text(name, default)
        try:
            validate_email(parseaddr(written)[1].replace("@localhost", "@localhost.localdomain"))
        except ValidationError:
            raise ImproperlyConfigured(
                f"{name} must look like help@example.com or Help desk <help@example.com>, not {written!r}."
            )
        return written

    def zone(self, name: str, default: str) -> str:
        """The name of a time zone, as in the IANA database."""
        written = self.text(name, default)
        try:
            ZoneInfo(written)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ImproperlyConfigured(
                f"{name} must name a time zone such as Europe/Berlin, not {written!r}."
            )
        return written

    def bucket(self, name: str) -> dict[str, Any]:
        """Options of django-storages from s3://bucket, with ?endpoint=https://… for what isn't Amazon."""
        parts = urlsplit(self.text(name))
        more = parse_qs(parts.query)
        if parts.scheme != "s3" or not parts.netloc or not more.keys() <= {"endpoint", "region"}:
            raise ImproperlyConfigured(
                f"{name} must look like s3://bucket or s3://bucket?endpoint=https://s3.example.com&region=…."
            )
        return {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": more.get("endpoint", [None])[0],
            "region_name": more.get("region", [None])[0],
            "file_overwrite": False,
            "querystring_auth": True,  # addresses are signed and short-lived, the bucket is private
            "querystring_expire": 60,  # seconds
        }


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host of that name."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def kept_secret(path: Path) -> str:
    """The secret in this file, made at the first question and readable to us alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        if not path.exists():
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
            with suppress(FileExistsError):
                os.link(aside, path)  # whole or not at all, and the first one wins
            aside.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{path} can't be written: {error.strerror} (HELPDESK_VAR).") from error
