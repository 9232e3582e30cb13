"""allauth's decisions about accounts, as this desk takes them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import resolve_url

from agents.models import Agent, User
from agents.network import network_address
from agents.sign_in import outbox
from agents.sign_in.links import site_host, site_link


class AccountAdapter(DefaultAccountAdapter):
    """Where people go after signing in, how letters leave, and what a request may be believed."""

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", user.name)
        return super().save_user(request, user, form, commit=commit)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Agents to their panel, other administrators to Django admin, everybody else to their tickets."""
        user = request.user
        if Agent.objects.active().filter(user=user.pk).exists():
            return resolve_url(settings.AGENT_LOGIN_REDIRECT_URL)
        if user.is_staff:
            return resolve_url("admin:index")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post a letter; the links that allauth made from the request's host are made from SITE_URL."""
        links = {key: site_link(value) for key, value in context.items() if key.endswith("_url")}
        about = {**context, **links, "email": email, "site_host": site_host()}
        outbox.post(self.render_mail(template_prefix, email, about))

    def get_client_ip(self, request: HttpRequest) -> str:
        address = network_address(request)
        if address is None:
            raise PermissionDenied
        return address

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per address alone: allauth's own key has the Host header in it, and with a
        port of one's own choice in there nobody would ever reach the limit."""
        return str(credentials.get("email", "")).lower()
