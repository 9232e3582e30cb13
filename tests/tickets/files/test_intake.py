import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from tickets.files.intake import refused_files


@pytest.fixture
def limits(settings):
    settings.UPLOAD_MAX_SIZE = 100_000
    settings.UPLOAD_MAX_TOTAL = 150_000


def arrive(*files: tuple[str, int]):
    sent = [SimpleUploadedFile(name, b"x" * size) for name, size in files]
    request = RequestFactory().post("/", {"subject": "Typed", "attachments": sent, "message": "Kept"})
    return request, [file.name for file in request.FILES.getlist("attachments")]


def test_a_file_that_is_too_large_is_dropped_and_everything_else_arrives(limits):
    request, arrived = arrive(("large.mp4", 100_001), ("small.png", 100_000))

    assert arrived == ["small.png"]
    assert refused_files(request) == ["large.mp4"]
    assert (request.POST["subject"], request.POST["message"]) == ("Typed", "Kept")


def test_files_that_are_too_large_together_are_dropped_from_where_they_are(limits):
    request, arrived = arrive(("one.png", 90_000), ("two.png", 90_000), ("three.png", 50_000))

    assert arrived == ["one.png", "three.png"]
    assert refused_files(request) == ["two.png"]


def test_files_within_the_limits_are_left_alone(limits):
    request, arrived = arrive(("one.png", 50_000), ("two.png", 100_000))

    assert arrived == ["one.png", "two.png"]
    assert refused_files(request) == []
