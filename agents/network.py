"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def network_address(request: HttpRequest) -> str | None:
    """The address of whoever asks; None if nothing trustworthy says it.

    Every proxy appends whom it was asked by, so behind `TRUSTED_PROXIES` proxies the address that
    many places from the right is true, and whatever stands left of it was typed by the visitor.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    written = forwarded[-proxies] if 0 < proxies <= len(forwarded) else ""
    return _clean(written) or _clean(request.META.get("REMOTE_ADDR", ""))


def _clean(written: str) -> str | None:
    """The bare address: some proxies add the port, and brackets around IPv6."""
    written = written.strip()
    try:
        return str(ip_address(written))
    except ValueError:
        domain, _port = split_domain_port(written)
    try:
        return str(ip_address(domain.strip("[]")))
    except ValueError:
        return None
