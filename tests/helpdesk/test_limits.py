"""What somebody reads who sent more than a form may bring."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk import limits
from helpdesk.ui.words import file_size
from tests.tickets.center.pages import text_of

ADDRESS = "/tickets/new/"


@pytest.fixture
def answer(rf, settings):
    settings.REQUEST_MAX_SIZE = 100
    middleware = limits.RequestSizeMiddleware(lambda request: "served")
    return lambda size: middleware(rf.generic("POST", "/", CONTENT_LENGTH=str(size)))


def test_a_request_within_bounds_is_served(answer):
    assert answer(100) == "served"


def test_a_request_that_announces_too_much_is_turned_away_unread(answer, settings):
    page = answer(101)

    assert page.status_code == 413
    assert f"all together {file_size(settings.UPLOAD_MAX_TOTAL)}" in text_of(page)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"attachments": [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(101)]},
            "At most 10 go with one message.",
        ),
        ({"message": "a" * 5_100_000}, f"The text has more than {file_size(5_000_000)}."),
        ({f"field{n}": "" for n in range(1_001)}, "more than 1000 fields"),
    ],
    ids=["files", "text", "fields"],
)
def test_a_form_that_brings_too_much_is_told_what_and_that_nothing_is_lost(client, sent, sentence):
    page = client.post(ADDRESS, sent)

    assert page.status_code == 413
    assert sentence in text_of(page)
    assert "Nothing was sent" in text_of(page)
    assert "default-src 'self'" in page["Content-Security-Policy"]
