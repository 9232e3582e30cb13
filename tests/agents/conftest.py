import pytest


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Argon2 is slow by design; that it is used stands in models/test_user."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
