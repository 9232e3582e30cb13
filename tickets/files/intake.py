"""Stop keeping a file while it still arrives, once it is larger than any door would take."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

REFUSED = "helpdesk.refused_files"


def refused_files(request: HttpRequest) -> list[str]:
    """The names of files that came with this request and were too large to be kept."""
    return list(request.META.get(REFUSED, []))


class CappedUploads(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: drops what is too large, alone or together, and remembers its name.

    All other fields and files of the form arrive as ever. Without this a file of any size would fill
    the disk before a form could refuse it.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.arrived = self.together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.arrived += len(raw_data)
        self.together += len(raw_data)
        if self.arrived > settings.UPLOAD_MAX_SIZE or self.together > settings.UPLOAD_MAX_TOTAL:
            self.together -= self.arrived
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.META.setdefault(REFUSED, []).append(self.file_name)
        raise SkipFile
