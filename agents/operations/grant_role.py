"""Grant and revoke a role: what an agent may do in a department, and as a visitor everywhere else."""

from django.db import transaction
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord, Department, Membership, Role, User
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit


@transaction.atomic
def grant_role(
    agent: Agent,
    *,
    department: Department,
    role: Role,
    by: User,
    is_assigned_only: bool = False,
    is_primary: bool = False,
) -> Membership:
    """Make an agent a member of a department, or change what the member may do there.

    The first department is the primary one; naming another moves the home. Raises OperationRefused
    for a role or department that was archived, unless the agent has it already.
    """
    require_administrator(by)
    _lock(agent)
    membership = Membership.objects.filter(agent=agent, department=department).first()
    if membership is None:
        membership = Membership(agent=agent, department=department)
        _refuse_archived(department)
        is_primary = is_primary or not Membership.objects.filter(agent=agent).exists()
    if membership.role_id != role.pk:
        _refuse_archived(role)
    wanted = {
        "role_id": role.pk,
        "is_assigned_only": is_assigned_only,
        "is_primary": is_primary or membership.is_primary,
    }
    if all(getattr(membership, field) == value for field, value in wanted.items()) and membership.pk:
        return membership
    if is_primary:
        Membership.objects.filter(agent=agent, is_primary=True).exclude(pk=membership.pk).update(
            is_primary=False
        )
    for field, value in wanted.items():
        setattr(membership, field, value)
    membership.save()
    record_audit(
        AuditRecord.Kind.ROLE_GRANTED,
        by=by,
        subject=agent.email,
        department=department.name,
        role=role.name,
        is_assigned_only=is_assigned_only,
    )
    return membership


@transaction.atomic
def revoke_role(agent: Agent, *, department: Department, by: User) -> None:
    """End a membership; harmless if there is none."""
    require_administrator(by)
    _lock(agent)
    membership = Membership.objects.filter(agent=agent, department=department).select_related("role").first()
    if membership is None:
        return
    membership.delete()
    record_audit(
        AuditRecord.Kind.ROLE_REVOKED,
        by=by,
        subject=agent.email,
        department=department.name,
        role=membership.role.name,
    )


@transaction.atomic
def grant_visiting_role(agent: Agent, *, role: Role | None, by: User) -> None:
    """Say what an agent may do with tickets of other departments that come to him or her; None: only read."""
    require_administrator(by)
    _lock(agent)
    if agent.visiting_role_id == (role and role.pk):
        return
    if role is not None:
        _refuse_archived(role)
    agent.visiting_role = role
    agent.save(update_fields=["visiting_role"])
    kind = AuditRecord.Kind.ROLE_GRANTED if role is not None else AuditRecord.Kind.ROLE_REVOKED
    record_audit(kind, by=by, subject=agent.email, visiting=True, role=role.name if role is not None else "")


def _lock(agent: Agent) -> None:
    agent.refresh_from_db(from_queryset=Agent.objects.select_for_update())


def _refuse_archived(row: Role | Department) -> None:
    if row.archived_at is not None:
        raise OperationRefused(_("“%(name)s” was archived.") % {"name": row})
