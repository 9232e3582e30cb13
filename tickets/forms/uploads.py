"""Files of a form: taken with it, and not lost when something else in the form was wrong.

What arrived with a refused form is kept as uploads. The form comes back with a claim for each of them:
the upload's token, signed together with the form's own mark, so that nobody can claim another's upload.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, TimestampSigner
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.ui.fields import FilesField
from helpdesk.ui.words import file_size
from tickets.files.store import UNBOUND_FOR, keep_upload
from tickets.forms.fields import SubmissionField
from tickets.models import Attachment

CLAIMS: Final = "kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload that a form which comes back still has, and what claims it."""

    upload: Attachment
    claim: str


class SendingForm(forms.Form):
    """A form with files that makes one thing, however often it is sent.

    `submission` is the mark that tells one sending from another: fresh in every form that is drawn new.
    """

    attachments = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        max_files=settings.UPLOAD_MAX_FILES,
        max_size=settings.UPLOAD_MAX_SIZE,
    )
    submission = SubmissionField()

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        refused_files: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        """`refused_files`: names of files that were too large to arrive (tickets.files.intake)."""
        self.sent = data.copy() if data is not None else QueryDict(mutable=True)
        mark = _uuid_or_none(self.sent.get("submission"))
        self._came_marked = mark is not None
        self.sent["submission"] = str(mark or uuid4())
        super().__init__(self.sent if data is not None else None, files, **kwargs)
        self.refused_files = list(refused_files)
        self.initial["submission"] = self.submission_id
        self._kept: list[Attachment] | None = None

    @property
    def submission_id(self) -> UUID:
        return UUID(str(self.sent["submission"]))

    @property
    def mark(self) -> UUID | None:
        """What tells this sending from another one; None where the form came without it."""
        return self.submission_id if self._came_marked else None

    def become_another(self) -> None:
        """Let what stands in the form count as something new when it is sent again."""
        kept = self._still_kept()
        self.sent["submission"] = str(uuid4())
        self._kept = kept

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        new = list(self._new_files())
        if self.has_error("attachments"):
            return cleaned
        if self.refused_files:
            self.add_error("attachments", self._too_large())
        elif len(self._still_kept()) + len(new) > settings.UPLOAD_MAX_FILES:
            self.add_error(
                "attachments", _("At most %d files go with one message.") % settings.UPLOAD_MAX_FILES
            )
        elif self._size_together(new) > settings.UPLOAD_MAX_TOTAL:
            self.add_error(
                "attachments",
                _("These files have more than %s together.") % file_size(settings.UPLOAD_MAX_TOTAL),
            )
        elif len(self._still_kept()) < len(self._claimed()):
            self.add_error("attachments", _("Some files were given up meanwhile. Please choose them again."))
        return cleaned

    def keep_uploads(self) -> list[Attachment]:
        """Store the files that arrived, as far as the limits reach, beside those that were kept before.

        The form is judged first, since what is kept counts no longer as what arrived.
        """
        self.is_valid()
        uploads = self._still_kept()
        size = sum(upload.file.size for upload in uploads)
        for file in self._new_files():
            size += file.size or 0
            if len(uploads) < settings.UPLOAD_MAX_FILES and size <= settings.UPLOAD_MAX_TOTAL:
                uploads.append(keep_upload(file, file.name or ""))
        self._kept, self.files = uploads, MultiValueDict()
        return uploads

    @property
    def kept(self) -> list[Kept]:
        """What the form that is drawn again lists, each with a way to take it out."""
        if not self.is_bound:
            return []
        signer = self._signer()
        return [Kept(upload, signer.sign(str(upload.token))) for upload in self._still_kept()]

    def _still_kept(self) -> list[Attachment]:
        if self._kept is None:
            claimed = self._claimed()
            unbound = Attachment.objects.filter(token__in=claimed, entry__isnull=True).select_related("file")
            self._kept = list(unbound) if claimed else []
        return self._kept

    def _claimed(self) -> set[str]:
        signer, tokens = self._signer(), set()
        for claim in self.sent.getlist(CLAIMS)[: settings.UPLOAD_MAX_FILES]:
            try:
                tokens.add(signer.unsign(claim, max_age=UNBOUND_FOR))
            except BadSignature:
                continue
        return tokens

    def _new_files(self) -> Iterable[UploadedFile]:
        return (file for file in self.files.getlist("attachments") if file.size) if self.files else ()

    def _size_together(self, new: Iterable[UploadedFile]) -> int:
        return sum(upload.file.size for upload in self._still_kept()) + sum(file.size or 0 for file in new)

    def _too_large(self) -> str:
        sizes = {
            "names": ", ".join(f"“{name}”" for name in self.refused_files[:3]),
            "each": file_size(settings.UPLOAD_MAX_SIZE),
            "together": file_size(settings.UPLOAD_MAX_TOTAL),
        }
        return _("%(names)s: too large. A file may have %(each)s, all together %(together)s.") % sizes

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(salt=f"tickets.forms.uploads:{self.submission_id}")


def _uuid_or_none(written: str | None) -> UUID | None:
    try:
        return UUID(str(written))
    except ValueError:
        return None
