import re

import pytest
from django.core.cache import cache

from agents.models import AccountMail


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    """Every test meets rate limits that nobody has used up."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def posted_code():
    """The code in the letter that waits to be sent last."""

    def read():
        return re.search(
            r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", AccountMail.objects.latest("pk").text, re.M
        )[1]

    return read
