"""Resolve or close, also where the chain objects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.access import may
from tickets.chains import open_blockers
from tickets.forms.verb import VerbForm


class FinishForm(VerbForm):
    """A comment; where open tickets block this one and the agent may, also whether to force it."""

    force = forms.BooleanField(
        label=_("Do it although other tickets block this one"),
        help_text=_("Say why in the comment."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may(self.by, "ticket.force", self.ticket) or not open_blockers(self.ticket):
            del self.fields["force"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("force") and not given.get("comment"):
            self.add_error("comment", _("Say why this is forced although other tickets block it."))
        return given
