"""Write to the other agents."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import MessageField
from tickets.forms.uploads import SendingForm


class NoteForm(SendingForm):
    """An internal note with its files."""

    message = MessageField(
        label=_("Internal note"), error_messages={"required": _("Write something before you save it.")}
    )
    field_order = ("message", "attachments")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="note-%s", **kwargs)
