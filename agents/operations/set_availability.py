"""Set availability: somebody goes away for a while, or is back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord, User
from agents.operations.record_audit import record_audit


@transaction.atomic
def set_availability(agent: Agent, *, is_available: bool, by: User, substitute: Agent | None = None) -> None:
    """Say whether an agent can be given work, and who stands in meanwhile; coming back ends that.

    Agents say it of themselves, administrators of everybody (else PermissionDenied). Raises
    OperationRefused for a substitute who can't stand in.
    """
    if by.pk != agent.user_id and not by.is_administrator:
        raise PermissionDenied(_("Only an administrator may say this of somebody else."))
    agent.refresh_from_db(from_queryset=Agent.objects.select_for_update())
    if is_available:
        substitute = None
    if substitute is not None and (substitute.pk == agent.pk or not substitute.is_present):
        raise OperationRefused(_("%(name)s can't stand in.") % {"name": substitute.name})
    if (agent.is_available, agent.substitute_id) == (is_available, substitute and substitute.pk):
        return
    agent.is_available = is_available
    agent.substitute = substitute
    agent.save(update_fields=["is_available", "substitute"])
    record_audit(
        AuditRecord.Kind.AVAILABILITY_CHANGED,
        by=by,
        subject=agent.email,
        is_available=is_available,
        substitute=substitute.email if substitute is not None else "",
    )
