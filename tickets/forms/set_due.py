"""Set a due date by hand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.forms.moments import MomentField
from tickets.forms.verb import VerbForm


class SetDueForm(VerbForm):
    """The moment; where one is set already, an empty field removes it."""

    empty_says_none = ("due_at",)
    due_at = MomentField(
        label=_("Due"), error_messages={"required": _("Say when, on which day and at what time.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ticket.clock.manual_due_at is not None:
            field = self.fields["due_at"]
            field.required = False
            field.help_text = _("Leave it empty to go back to what the SLA plan says.")
