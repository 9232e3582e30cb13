"""Fields that several forms have."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.fields import WrittenField
from helpdesk.ui.written import Written
from tickets.text.body import Body
from tickets.text.clean import TooIntricate

NUL = "\x00"
NUL_SENTENCE = _("There is an invisible character in this that can't be kept. Please type it once more.")
TOO_LONG = _("This has %(show_value)d characters, at most %(limit_value)d fit.")
LONGEST_MESSAGE = 50_000
MOST_LINKS = 100


class LineField(forms.CharField):
    """One line: whatever breaks lines or can't be seen becomes a space, so that it fits a mail's header."""

    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value: Any) -> str:
        line = super().to_python(value) or ""
        if NUL in line:
            raise forms.ValidationError(NUL_SENTENCE, code="nul")
        visible = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in line)
        return " ".join(visible.split())


class NumberField(LineField):
    """The number of a ticket, however it was copied: `#104 519`, `abc-7`."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(**{"max_length": 24, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("#", "").replace(" ", "").upper()


class SubmissionField(forms.UUIDField):
    """The hidden mark that tells one sending of a form from another."""

    default_error_messages = {"invalid": _("This form is damaged. Open it once more and send it from there.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.HiddenInput, "required": False, **kwargs})


class AddressField(forms.EmailField):
    """An e-mail address as rows keep it: lower case, ASCII, an international domain in its ASCII form."""

    default_error_messages = {
        "invalid": _("This doesn't look like an e-mail address. They are like name@example.com."),
        "max_length": TOO_LONG,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 254, **kwargs})

    def to_python(self, value: Any) -> str:
        if NUL in str(value or ""):
            raise forms.ValidationError(NUL_SENTENCE, code="nul")
        local, at, domain = (super().to_python(value) or "").rpartition("@")
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{local}{at}{domain}".lower()


class MessageField(WrittenField):
    """What somebody writes into the thread, typed plainly or in the editor; cleans to its Body."""

    default_error_messages = {
        "required": _("Say in a sentence what happens, for example the words on the screen."),
        "too_long": _(
            "This has %(has)d characters, at most %(most)d fit. Put a longer text into a file and attach it."
        ),
        "nul": NUL_SENTENCE,
        "intricate": _(
            "Its layout is too intricate to be kept. Paste it as plain text, or attach it as a file."
        ),
        "links": _(
            "This has %(has)d links, at most %(most)d fit. Put a long list into a file and attach it."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_MESSAGE, "label": _("Message"), **kwargs})

    def validate(self, value: Written) -> None:
        if NUL in value:
            raise forms.ValidationError(self.error_messages["nul"], code="nul")
        super().validate(value)

    def clean(self, value: Any) -> Body:
        written: Written = super().clean(value)
        try:
            body = Body.from_html(written) if written.is_html else Body.from_text(written)
        except TooIntricate:
            raise forms.ValidationError(self.error_messages["intricate"], code="intricate")
        links = body.html.count("<a ")
        if links > MOST_LINKS:
            about = {"has": links, "most": MOST_LINKS}
            raise forms.ValidationError(self.error_messages["links"], code="links", params=about)
        if self.required and not body:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return body
