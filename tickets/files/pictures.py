"""Pictures that may be shown inline: drawn anew, so that nothing of the original file reaches a reader.

Re-encoding leaves behind position data, comments, colour profiles and whatever hides behind the pixels
(SECURITY.md 6). Never SVG, HTML or PDF.
"""

from io import BytesIO
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from tickets.files.store import path_of
from tickets.models import Attachment, StoredFile

SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")
LONGEST_EDGE: Final = 1600
MOST_PIXELS: Final = 60_000_000
PICTURE_TYPE: Final = "image/webp"


class NotAPicture(Exception):
    """What calls itself a picture can't be drawn: broken, another format, or far too large."""


def is_picture(attachment: Attachment) -> bool:
    """Whether the name promises a picture that we show; whether it is one is seen when it is drawn."""
    return attachment.media_type in SHOWN


def open_picture(stored: StoredFile) -> IO[bytes]:
    """The picture drawn anew, kept beside the original; raises NotAPicture."""
    path = path_of(stored.sha256, "pictures")
    if not default_storage.exists(path):
        with stored.content.open("rb") as original:
            drawn = draw_anew(original)
        default_storage.save(path, ContentFile(drawn))
    return default_storage.open(path, "rb")


def draw_anew(original: IO[bytes]) -> bytes:
    """Pixels alone, upright, as WebP of at most 1600 on its longer edge; raises NotAPicture."""
    try:
        with Image.open(original, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture
            picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
            drawn = BytesIO()
            upright.save(drawn, "WEBP", quality=82, exif=b"", icc_profile=b"", xmp=b"")
            return drawn.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NotAPicture
