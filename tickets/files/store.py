"""Keep what was sent as an upload, and forget uploads that nobody bound to an entry."""

import hashlib
from datetime import timedelta
from typing import Final
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from sla.moment import now
from tickets.files.names import clean_name, media_type_of
from tickets.models import Attachment, StoredFile

UNBOUND_FOR: Final = timedelta(days=1)


def keep_upload(file: File, name: str) -> Attachment:
    """Store a file and its sender's name for it; equal bytes are kept once, however often they come."""
    sha256, size = _measure(file)
    with transaction.atomic():
        _lock_content(sha256)
        stored = StoredFile.objects.filter(sha256=sha256).first()
        path = path_of(sha256)
        if not default_storage.exists(path):
            file.seek(0)
            path = default_storage.save(path, file)
        if stored is None:
            stored = StoredFile.objects.create(sha256=sha256, size=size, content=path, created_at=now())
        name = clean_name(name)
        return Attachment.objects.create(
            file=stored, name=name, media_type=media_type_of(name), token=uuid4(), created_at=now()
        )


def path_of(sha256: str, kind: str = "files") -> str:
    """Where something is kept in storage; two levels of folders keep each of them short."""
    return f"{kind}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def forget_unbound() -> int:
    """Delete uploads that a day ago nobody had bound, and bytes that no attachment names any more."""
    old = Attachment.objects.filter(entry__isnull=True, created_at__lt=now() - UNBOUND_FOR)
    forgotten, _per_model = old.delete()
    for stored in StoredFile.objects.filter(
        attachments__isnull=True, created_at__lt=now() - UNBOUND_FOR
    ).iterator():
        _forget_content(stored.sha256)
    return forgotten


def _forget_content(sha256: str) -> None:
    """Row and bytes go under one lock, so that the same bytes sent just now are not taken away again."""
    with transaction.atomic():
        _lock_content(sha256)
        deleted, _per_model = StoredFile.objects.filter(sha256=sha256, attachments__isnull=True).delete()
        if deleted:
            default_storage.delete(path_of(sha256))
            default_storage.delete(path_of(sha256, "pictures"))


def _measure(file: File) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _lock_content(sha256: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])
