"""Links that are mailed: SITE_URL alone makes them, never what a request says of its host."""

from urllib.parse import urljoin, urlsplit, urlunsplit

from django.conf import settings


def site_link(address: str) -> str:
    """The full link to a path of this desk; of a full address only path and query survive."""
    parts = urlsplit(address)
    return urljoin(settings.SITE_URL, urlunsplit(("", "", parts.path, parts.query, parts.fragment)))


def site_host() -> str:
    """The name by which people know where this desk is."""
    return urlsplit(settings.SITE_URL).netloc
