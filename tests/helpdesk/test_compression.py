import gzip

import pytest
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory

from helpdesk.compression import PageCompression
from tickets.files.deliver import as_download
from tickets.files.store import keep_upload

pytestmark = pytest.mark.django_db


def test_a_page_travels_compressed_to_whoever_takes_it_so():
    page = Client().get("/tickets/new/", headers={"Accept-Encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(page.content)


def test_a_file_travels_as_it_is():
    asked = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    attachment = keep_upload(ContentFile(b"long " * 1_000), "text.txt")

    response = PageCompression(lambda request: as_download(attachment))(asked)

    assert not response.has_header("Content-Encoding")
    assert b"".join(response.streaming_content) == b"long " * 1_000
