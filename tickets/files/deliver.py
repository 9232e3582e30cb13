"""Answers that carry a file, after the door has asked who may have it (SECURITY.md 6)."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from tickets.files.names import OPAQUE
from tickets.files.pictures import PICTURE_TYPE, NotAPicture, is_picture, open_picture
from tickets.models import Attachment

HARMLESS = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/zip")
SANDBOX = "sandbox; default-src 'none'"


def as_download(attachment: Attachment) -> HttpResponseBase:
    """The file as it was sent, to be saved and never opened inside the page's own world.

    From a bucket it comes by itself: the reader is led to an address that is signed for a minute.
    """
    media_type = attachment.media_type if attachment.media_type in HARMLESS else OPAQUE
    if settings.FILES_BY_REDIRECT:
        return _at_the_bucket(attachment, media_type)
    response = FileResponse(
        attachment.file.content.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=media_type,
    )
    return _shielded(response)


def as_picture(attachment: Attachment) -> FileResponse:
    """The picture drawn anew, to be shown inside a page; raises Http404 for what is none."""
    if not is_picture(attachment):
        raise Http404
    try:
        picture = open_picture(attachment.file)
    except NotAPicture:
        raise Http404
    response = FileResponse(picture, filename=f"{attachment.token}.webp", content_type=PICTURE_TYPE)
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return _shielded(response)


def _at_the_bucket(attachment: Attachment, media_type: str) -> HttpResponse:
    content = attachment.file.content
    storage: Any = content.storage
    about = {
        "ResponseContentDisposition": content_disposition_header(True, attachment.name),
        "ResponseContentType": media_type,
        "ResponseCacheControl": "private, no-store",
    }
    response = HttpResponseRedirect(storage.url(content.name, parameters=about))
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _shielded(response: FileResponse) -> FileResponse:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response.setdefault("Cache-Control", "private, no-store")
    return response
