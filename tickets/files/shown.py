"""A file as pages show it, at whichever door."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.urls import reverse

from tickets.files.pictures import SHOWN


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of an entry, as parts/_files.html draws it; size in bytes."""

    name: str
    url: str
    size: int
    is_image: bool
    picture_url: str


def show_file(
    door: Literal["center", "panel"], number: str, token: UUID, *, name: str, size: int, media_type: str
) -> ShownFile:
    """The file with its addresses at this door; a picture has one more, by which it stands in the page."""
    place = {"number": number, "token": token}
    is_image = media_type in SHOWN
    picture_url = reverse(f"{door}:picture", kwargs=place) if is_image else ""
    return ShownFile(name, reverse(f"{door}:file", kwargs=place), size, is_image, picture_url)
