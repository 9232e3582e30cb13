"""What was said on the phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.escalate import HandOverForm
from tickets.forms.verb import CommentField


class AnswerByPhoneForm(HandOverForm):
    """A few sentences for the other agents; nothing of it is mailed."""

    message = CommentField(
        label=_("What was said"),
        help_text=_("An internal note; requesters never see it."),
        required=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write in a sentence what was said.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
