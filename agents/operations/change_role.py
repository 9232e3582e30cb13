"""Change a role: what everybody who has it may do."""

from collections.abc import Iterable

from django.db import transaction

from agents.models import AuditRecord, Role, User
from agents.models.role import validate_permission
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit


@transaction.atomic
def change_role(role: Role, *, permissions: Iterable[str], by: User) -> None:
    """Give a role exactly these codes; raises ValidationError for one that the catalogue doesn't have."""
    require_administrator(by)
    role.refresh_from_db(from_queryset=Role.objects.select_for_update())
    wanted = sorted(set(permissions))
    for code in wanted:
        validate_permission(code)
    granted = sorted(set(wanted) - set(role.permissions))
    revoked = sorted(set(role.permissions) - set(wanted))
    if not granted and not revoked:
        return
    role.permissions = wanted
    role.save(update_fields=["permissions"])
    record_audit(AuditRecord.Kind.ROLE_CHANGED, by=by, subject=role.name, granted=granted, revoked=revoked)
