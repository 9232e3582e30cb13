"""Deactivate and reactivate: somebody leaves, somebody comes back."""

from django.db import transaction
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord, User
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit


@transaction.atomic
def deactivate(agent: Agent, *, by: User) -> None:
    """End an agent's work here: the past stays, sessions and sign-in end at once, administration too.

    Raises OperationRefused for oneself, so that somebody is left who can let the others in.
    """
    require_administrator(by)
    _lock(agent)
    if agent.user_id == by.pk:
        raise OperationRefused(_("You can't deactivate yourself."))
    if not agent.is_active:
        return
    _set_active(agent, False)
    agent.user.is_staff = False
    agent.user.save(update_fields=["is_staff"])
    record_audit(AuditRecord.Kind.DEACTIVATED, by=by, subject=agent.email)


@transaction.atomic
def reactivate(agent: Agent, *, by: User) -> None:
    """Let an agent work here again, with the roles as they were; administration is given anew."""
    require_administrator(by)
    _lock(agent)
    if agent.is_active:
        return
    _set_active(agent, True)
    record_audit(AuditRecord.Kind.REACTIVATED, by=by, subject=agent.email)


def _lock(agent: Agent) -> None:
    agent.refresh_from_db(from_queryset=Agent.objects.select_for_update().select_related("user"))


def _set_active(agent: Agent, is_active: bool) -> None:
    """Agent and account go together: who no longer answers tickets has no key either."""
    agent.is_active = agent.user.is_active = is_active
    agent.save(update_fields=["is_active"])
    agent.user.save(update_fields=["is_active"])
