"""Write a line into the log that nobody can edit."""

from typing import Any

from allauth.core import context

from agents.models import AuditRecord, User
from agents.network import network_address
from sla.moment import now


def record_audit(kind: AuditRecord.Kind, *, by: User | None, subject: str, **details: Any) -> AuditRecord:
    """Record who did what to whom, and from which network address if a request is under way.

    `by` is None for visitors; `details` must be plain JSON and hold no secrets.
    """
    request = context.request
    return AuditRecord.objects.create(
        kind=kind,
        at=now(),
        user=by,
        address=network_address(request) if request is not None else None,
        subject=subject[:200],
        details=details,
    )
