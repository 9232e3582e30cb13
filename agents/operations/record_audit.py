"""Write a line into the log that nobody can edit."""

from typing import Any

from agents.models import AuditRecord, User
from sla.moment import now


def record_audit(
    kind: AuditRecord.Kind, *, by: User | None, subject: str, address: str | None = None, **details: Any
) -> AuditRecord:
    """Record who did what to whom; `by` is None for visitors, `details` must be plain JSON, no secrets."""
    return AuditRecord.objects.create(
        kind=kind, at=now(), user=by, address=address, subject=subject[:200], details=details
    )
