from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import Http404

from tests.tickets.files.pictures import photo_with_position
from tickets.files.deliver import as_download, as_picture
from tickets.files.store import keep_upload

pytestmark = pytest.mark.django_db


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_download_is_saved_not_opened_and_shut_in_a_sandbox():
    attachment = keep_upload(ContentFile(b"<script>alert(1)</script>"), "Störung 1.html")

    response = as_download(attachment)

    assert content_of(response) == b"<script>alert(1)</script>"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''St%C3%B6rung%201.html"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


class Bucket(FileSystemStorage):
    """Storage whose files are had by signed addresses, as django-storages hands them out."""

    def url(self, name, parameters=None, expire=None):
        return f"https://s3.example.com/{name}?" + urlencode(parameters | {"signature": "s"})


def test_from_a_bucket_a_download_comes_by_a_signed_address(settings):
    bucket = f"{Bucket.__module__}.{Bucket.__qualname__}"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": bucket}}
    settings.FILES_BY_REDIRECT = True
    attachment = keep_upload(ContentFile(b"<p>"), "page.html")

    response = as_download(attachment)

    address = urlsplit(response["Location"])
    asked = parse_qs(address.query)
    assert (response.status_code, address.netloc) == (302, "s3.example.com")
    assert asked["ResponseContentDisposition"] == ['attachment; filename="page.html"']
    assert asked["ResponseContentType"] == ["application/octet-stream"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_picture_is_shown_drawn_anew_and_the_second_time_from_what_was_kept():
    attachment = keep_upload(ContentFile(photo_with_position()), "photo.jpg")

    first, second = as_picture(attachment), as_picture(attachment)

    assert first["Content-Type"] == "image/webp"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Content-Security-Policy"] == "sandbox; default-src 'none'"
    shown = content_of(first)
    assert shown == content_of(second)
    assert shown[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("name", "content"),
    [("drawing.svg", b"<svg/>"), ("page.html", b"<p>"), ("letter.pdf", b"%PDF"), ("lie.png", b"<svg/>")],
)
def test_what_is_no_picture_is_never_shown_inline(name, content):
    attachment = keep_upload(ContentFile(content), name)

    with pytest.raises(Http404):
        as_picture(attachment)
