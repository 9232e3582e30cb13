"""The second factor: who must have one, and how its secret is kept."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agents.models import User

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""Recovery codes alone are no second factor: they stand in for one that was lost."""


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user, KINDS))


def lead_to_set_up(request: HttpRequest) -> HttpResponseBase:
    """Say why the door stays shut, and open the page where a second factor is set up."""
    messages.info(request, _("Set up a second factor first; this part of the help desk requires it."))
    return redirect("mfa_activate_totp")


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secret of an authenticator app encrypted with a key made from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """SECRET_KEY encrypts; keys that were replaced still decrypt."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(b"second factor" + key.encode()).digest())) for key in keys]
    )
