"""Drop the second factor of somebody who lost it."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from agents.models import AuditRecord, User
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit


@transaction.atomic
def drop_second_factor(user: User, *, by: User) -> None:
    """Remove authenticator app, keys and recovery codes, so that the password opens the account again."""
    require_administrator(by)
    dropped, _per_model = Authenticator.objects.filter(user=user).delete()
    if dropped:
        record_audit(AuditRecord.Kind.SECOND_FACTOR_CHANGED, by=by, subject=user.email, dropped=True)
