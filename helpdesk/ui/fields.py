"""Form fields that Django lacks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from helpdesk.ui.widgets import Editor, FilesInput
from helpdesk.ui.words import file_size
from helpdesk.ui.written import Written


class WrittenField(forms.Field):
    """A text from an editor; cleans to what was Written, HTML or plain. Counts and misses words, not tags."""

    widget = Editor
    default_error_messages = {
        "too_long": _("Please write at most %(most)d characters; these are %(has)d."),
    }

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Written:
        return value if isinstance(value, Written) else Written(value or "")

    def validate(self, value: Written) -> None:
        words = value.plain.strip()
        if self.required and not words:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(words) > self.max_length:
            raise ValidationError(
                self.error_messages["too_long"],
                code="too_long",
                params={"most": self.max_length, "has": len(words)},
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial).plain != self.to_python(data).plain


class FilesField(forms.FileField):
    """Several files in one field, none too large and not too many; cleans to a list, empty without files."""

    default_error_messages = {
        "too_many": ngettext_lazy(
            "Please send at most %(most)d file at once.",
            "Please send at most %(most)d files at once.",
            "most",
        ),
        "too_large": _("“%(name)s” has %(size)s, at most %(most)s are possible."),
    }

    def __init__(self, *, max_files: int, max_size: int, **kwargs: Any) -> None:
        """Limits: a number of files, and bytes for each of them."""
        self.max_files = max_files
        self.max_size = max_size
        kwargs.setdefault("widget", FilesInput(max_files=max_files, max_size=max_size))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) and data else [None]
        cleaned = [file for each in files if (file := super(FilesField, self).clean(each, initial))]
        if len(cleaned) > self.max_files:
            raise self._refusal("too_many", most=self.max_files)
        for file in cleaned:
            if file.size > self.max_size:
                sizes = {"size": file_size(file.size), "most": file_size(self.max_size)}
                raise self._refusal("too_large", name=file.name, **sizes)
        return cleaned

    def _refusal(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)
