"""The letter that makes somebody an agent."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from agents.models import Agent
from agents.sign_in.links import site_host, site_link


def invitation(agent: Agent) -> EmailMessage:
    """A letter in the agent's language with a link to set the password, or to the panel if there is one."""
    user = agent.user
    if user.has_usable_password():
        link = site_link(settings.AGENT_LOGIN_REDIRECT_URL)
    else:
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        uidb36, _, token = key.partition("-")
        link = site_link(reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token}))
    context = {
        "user": user,
        "link": link,
        "sets_password": not user.has_usable_password(),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "site_host": site_host(),
    }
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = render_to_string("account/email/invitation_subject.txt", context)
        body = render_to_string("account/email/invitation_message.txt", context)
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[user.email])
