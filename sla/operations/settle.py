"""What fell due is recorded."""

from datetime import datetime

from django.db import transaction

from sla.models import Clock
from sla.operations.changes import Changes
from sla.operations.lock import lock_clock


@transaction.atomic(savepoint=False)
def settle_clock(clock: Clock, *, at: datetime | None = None) -> Changes:
    """Record as breached what fell due before `at` while it ran unmet, dated at its due moment."""
    return lock_clock(clock, at).finish()
