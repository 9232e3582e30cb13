"""Forget what has had its time."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from agents.models import AccountMail, AuditRecord
from sla.moment import now


def forget_unsent_mail() -> None:
    """Delete letters that no mail server took while their links and codes were good."""
    AccountMail.objects.filter(
        created_at__lt=now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    ).delete()


@transaction.atomic
def forget_old_audit_records() -> None:
    """Delete what is older than AUDIT_RETENTION_DAYS: the one way in which the audit log ever shrinks."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL helpdesk.audit_retention = 'on'")
    AuditRecord.objects.filter(at__lt=now() - timedelta(days=settings.AUDIT_RETENTION_DAYS)).delete()
