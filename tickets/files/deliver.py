"""Answers that carry a file, after the door has asked who may have it (SECURITY.md 6)."""

from django.http import FileResponse, Http404

from tickets.files.names import OPAQUE
from tickets.files.pictures import PICTURE_TYPE, NotAPicture, is_picture, open_picture
from tickets.models import Attachment

HARMLESS = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/zip")
SANDBOX = "sandbox; default-src 'none'"


def as_download(attachment: Attachment) -> FileResponse:
    """The file as it was sent, to be saved and never opened inside the page's own world."""
    media_type = attachment.media_type if attachment.media_type in HARMLESS else OPAQUE
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


def _shielded(response: FileResponse) -> FileResponse:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response.setdefault("Cache-Control", "private, no-store")
    return response
