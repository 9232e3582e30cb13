import pytest
from django.test import RequestFactory

from tickets.center.limits import Limit, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", "unknown"),
    ],
)
def test_a_line_of_ipv6_counts_as_one(address, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_a_limit_counts_for_each_key_by_itself():
    limit = Limit("test", most=2)

    assert [limit.takes("a"), limit.takes("a"), limit.takes("a"), limit.takes("b")] == [
        True,
        True,
        False,
        True,
    ]


def test_a_limit_counts_several_at_once():
    limit = Limit("test", most=10)

    assert [limit.takes("files", 6), limit.takes("files", 6)] == [True, False]
    assert not limit.takes("more files", 11)
