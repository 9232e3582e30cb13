"""Write to the other agents."""

from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import MessageField
from tickets.forms.uploads import SendingForm


class NoteForm(SendingForm):
    """An internal note with its files."""

    message = MessageField(
        label=_("Internal note"), error_messages={"required": _("Write something before you save it.")}
    )
    field_order = ("message", "attachments")
