"""Close an account that isn't an agent's, or open it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord, User
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit


@transaction.atomic
def set_sign_in(user: User, *, is_allowed: bool, by: User) -> None:
    """Say whether somebody may sign in; sessions end at once.

    Raises OperationRefused for oneself and for agents, who are deactivated as agents.
    """
    require_administrator(by)
    user.refresh_from_db(from_queryset=User.objects.select_for_update())
    if user.is_active == is_allowed:
        return
    if user.pk == by.pk:
        raise OperationRefused(_("You can't deactivate yourself."))
    if Agent.objects.filter(user=user, is_active=True).exists():
        raise OperationRefused(_("%(name)s is an agent: deactivate the agent.") % {"name": user})
    user.is_active = is_allowed
    user.save(update_fields=["is_active"])
    kind = AuditRecord.Kind.REACTIVATED if is_allowed else AuditRecord.Kind.DEACTIVATED
    record_audit(kind, by=by, subject=user.email)
