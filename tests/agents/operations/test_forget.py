from datetime import timedelta

import pytest

from agents.jobs import forget
from agents.models import AccountMail, AuditRecord
from agents.operations.record_audit import record_audit
from sla.moment import at, now

pytestmark = pytest.mark.django_db


def test_the_night_forgets_letters_that_came_too_late_and_lines_past_their_time(settings):
    settings.AUDIT_RETENTION_DAYS = 30
    present = now()
    for age in [0, 4, 40]:
        with at(present - timedelta(days=age)):
            record_audit(AuditRecord.Kind.EXPORTED, by=None, subject=f"{age} days ago")
            AccountMail.objects.create(to="jane@example.com", subject=f"{age} days ago", text="")

    forget(timestamp=0)

    assert list(AccountMail.objects.values_list("subject", flat=True)) == ["0 days ago"]
    assert list(AuditRecord.objects.values_list("subject", flat=True)) == ["0 days ago", "4 days ago"]
