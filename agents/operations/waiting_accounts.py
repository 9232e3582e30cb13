"""Accounts that wait on an address which nobody has proven."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from agents.models import User


def drop_waiting_accounts(email: str, *, except_for: User | None = None) -> None:
    """Free an address for whoever was found to own it: invited, or proven by mail.

    Anybody can sign up with an address of somebody else. Such an account was never able to sign in;
    it goes, with its password, before the address gains rights. Proven accounts, agents and
    administrators stay.
    """
    proven = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    waiting = User.objects.filter(~Exists(proven), email=email, agent__isnull=True, is_staff=False)
    claims = EmailAddress.objects.filter(email=email, verified=False)
    if except_for is not None:
        waiting = waiting.exclude(pk=except_for.pk)
        claims = claims.exclude(user=except_for)
    waiting.delete()
    claims.exclude(user__email=email).delete()
