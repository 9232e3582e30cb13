import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from agents.models import AuditRecord
from sla.moment import now
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return AuditRecord.objects.create(
        kind=AuditRecord.Kind.SIGNED_IN, at=now(), user=UserFactory(), subject="jane@example.com"
    )


def test_the_database_refuses_to_change_a_line(record):
    with pytest.raises((ProgrammingError, InternalError), match="only grows"), transaction.atomic():
        AuditRecord.objects.filter(pk=record.pk).update(subject="nobody")

    record.refresh_from_db()
    assert record.subject == "jane@example.com"


def test_the_database_refuses_to_delete_a_line(record):
    with pytest.raises((ProgrammingError, InternalError), match="only grows"), transaction.atomic():
        record.delete()

    assert AuditRecord.objects.filter(pk=record.pk).exists()


def test_retention_may_delete_but_not_change(record):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL helpdesk.audit_retention = 'on'")
        with pytest.raises((ProgrammingError, InternalError), match="only grows"), transaction.atomic():
            AuditRecord.objects.filter(pk=record.pk).update(subject="nobody")
        AuditRecord.objects.filter(pk=record.pk).delete()

    assert not AuditRecord.objects.filter(pk=record.pk).exists()


def test_erasing_a_person_leaves_the_line_as_it_was_written(record):
    user_id = record.user_id

    record.user.delete()

    line = AuditRecord.objects.select_related("user").get(pk=record.pk)
    assert (line.user_id, line.user, line.subject) == (user_id, None, "jane@example.com")
