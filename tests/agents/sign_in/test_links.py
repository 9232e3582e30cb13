import pytest

from agents.sign_in.links import site_host, site_link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/panel/", "https://desk.example.org/panel/"),
        ("http://evil.example/accounts/x/?a=1#b", "https://desk.example.org/accounts/x/?a=1#b"),
        ("//evil.example/accounts/", "https://desk.example.org/accounts/"),
    ],
)
def test_of_an_address_only_path_and_query_survive(settings, address, link):
    settings.SITE_URL = "https://desk.example.org"

    assert site_link(address) == link


def test_the_host_is_that_of_the_site(settings):
    settings.SITE_URL = "https://desk.example.org:8443"

    assert site_host() == "desk.example.org:8443"
