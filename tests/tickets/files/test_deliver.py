import pytest
from django.core.files.base import ContentFile
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
