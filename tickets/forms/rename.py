"""Give a ticket a subject that says what it is about."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import LineField
from tickets.forms.verb import VerbForm
from tickets.text.subject import LONGEST


class RenameForm(VerbForm):
    subject = LineField(
        label=_("Subject"),
        max_length=LONGEST,
        error_messages={"required": _("A ticket needs a subject.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
