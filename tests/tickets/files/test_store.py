from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from sla.moment import at, now
from tickets.files.store import forget_unbound, keep_upload, path_of
from tickets.models import Attachment, StoredFile

pytestmark = pytest.mark.django_db


def test_an_upload_keeps_the_bytes_and_the_name_they_came_with():
    attachment = keep_upload(ContentFile(b"last words on the screen"), "screen\n.txt")

    assert (attachment.name, attachment.media_type, attachment.entry) == ("screen.txt", "text/plain", None)
    assert attachment.file.sha256 == sha256(b"last words on the screen").hexdigest()
    assert attachment.file.size == 24
    assert attachment.file.content.read() == b"last words on the screen"


def test_equal_bytes_are_kept_once_under_two_names():
    first = keep_upload(ContentFile(b"same bytes"), "one.txt")

    second = keep_upload(ContentFile(b"same bytes"), "two.txt")

    assert second.file == first.file
    assert second.token != first.token
    assert StoredFile.objects.filter(sha256=first.file.sha256).count() == 1


def test_bytes_that_storage_lost_come_back_with_the_next_upload():
    first = keep_upload(ContentFile(b"lost and found"), "one.txt")
    default_storage.delete(first.file.content.name)

    second = keep_upload(ContentFile(b"lost and found"), "one.txt")

    assert second.file.content.read() == b"lost and found"


def test_an_upload_that_nobody_bound_is_forgotten_after_a_day_with_its_bytes():
    with at(now() - timedelta(hours=25)):
        old = keep_upload(ContentFile(b"nobody wants me"), "old.txt")
    young = keep_upload(ContentFile(b"still being written about"), "young.txt")

    forget_unbound()

    assert list(Attachment.objects.all()) == [young]
    assert not default_storage.exists(path_of(old.file.sha256))
    assert default_storage.exists(path_of(young.file.sha256))


def test_old_bytes_stay_while_a_younger_upload_names_them():
    with at(now() - timedelta(hours=25)):
        keep_upload(ContentFile(b"shared"), "old.txt")
    young = keep_upload(ContentFile(b"shared"), "young.txt")

    forget_unbound()

    assert list(Attachment.objects.all()) == [young]
    assert young.file.content.read() == b"shared"
