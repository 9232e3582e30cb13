from io import BytesIO

import pytest
from PIL import Image

from tests.tickets.files.pictures import GPS, photo_with_position, picture_bytes
from tickets.files.pictures import NotAPicture, draw_anew


def test_a_photo_is_drawn_without_the_place_where_it_was_taken():
    original = photo_with_position()
    assert Image.open(BytesIO(original)).getexif().get_ifd(GPS)

    drawn = draw_anew(BytesIO(original))

    shown = Image.open(BytesIO(drawn))
    assert (shown.format, shown.size) == ("WEBP", (40, 20))
    assert not shown.getexif()
    assert b"vault" not in drawn


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    drawn = draw_anew(BytesIO(picture_bytes("JPEG", exif=exif)))

    assert Image.open(BytesIO(drawn)).size == (20, 40)


@pytest.mark.slow
def test_what_is_larger_than_a_screen_is_made_smaller():
    drawn = draw_anew(BytesIO(picture_bytes(size=(4000, 1000))))

    assert Image.open(BytesIO(drawn)).size == (1600, 400)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_common_formats_are_drawn(kind):
    assert Image.open(BytesIO(draw_anew(BytesIO(picture_bytes(kind))))).size == (40, 20)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        picture_bytes()[:40],
        picture_bytes("TIFF"),
        picture_bytes(size=(9_000, 7_000), mode="1"),
    ],
    ids=["empty", "svg", "html", "pdf", "broken", "other format", "bomb"],
)
def test_whatever_is_no_picture_is_refused(content):
    with pytest.raises(NotAPicture):
        draw_anew(BytesIO(content))
