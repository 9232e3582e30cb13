import pytest
from django.test import RequestFactory

from agents.network import network_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "connected", "address"),
    [
        (0, None, "203.0.113.7", "203.0.113.7"),
        (0, "198.51.100.1", "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1", "10.0.0.1"),
        (1, "198.51.100.1:40312", "10.0.0.1", "198.51.100.1"),
        (1, "[2001:db8::1]:40312", "10.0.0.1", "2001:db8::1"),
        (1, "2001:db8::1", "10.0.0.1", "2001:db8::1"),
        (1, "unknown", "10.0.0.1", "10.0.0.1"),
        (1, "198.51.100.1", "", "198.51.100.1"),
        (0, None, "", None),
    ],
)
def test_the_address_counts_as_far_as_proxies_are_trusted(settings, proxies, forwarded, connected, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=connected)

    assert network_address(request) == address
