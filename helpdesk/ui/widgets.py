"""Form widgets that are plain controls in HTML and become more with script."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from helpdesk.ui.written import Written


class Editor(forms.Textarea):
    """A textarea that editor.js turns into a rich-text editor writing back into it at every change.

    Beside it the script puts a field that says the text is HTML; without script the text is plain.
    """

    template_name = "ui/widgets/editor.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"data-editor": True, "rows": 6, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Written | None:
        text = data.get(name)
        if text is None:
            return None
        return Written(text, is_html=data.get(f"{name}_format") == "html")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Plain words into the textarea, for whoever has no script; the HTML beside them for the editor."""
        if isinstance(value, Written) and value.is_html:
            attrs = {**(attrs or {}), "data-html": value}
            value = value.plain
        return super().get_context(name, value, attrs)


class FilesInput(forms.FileInput):
    """Several files by choice, and by drop where there is script; says its limits before the server must."""

    template_name = "ui/widgets/files.html"
    allow_multiple_selected = True

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        *,
        max_files: int | None = None,
        max_size: int | None = None,
    ) -> None:
        super().__init__(dict(attrs or {}))
        self.max_files = max_files
        self.max_size = max_size

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["max_files"] = self.max_files
        context["max_size"] = self.max_size
        return context


class Cards(forms.RadioSelect):
    """Radio buttons as cards with an icon and a line of help each.

    `describe` is asked for every choice, with the row behind it (or its plain value), and answers with the
    name of an icon and the line.
    """

    template_name = "ui/widgets/cards.html"

    def __init__(
        self, describe: Callable[[Any], tuple[str, str]], attrs: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(dict(attrs or {}))
        self.describe = describe

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"], option["text"] = self.describe(getattr(value, "instance", value))
        return option
