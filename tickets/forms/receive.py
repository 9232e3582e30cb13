"""Write to a ticket, as the people on it do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import MessageField
from tickets.forms.uploads import SendingForm


class ReceiveForm(SendingForm):
    """A message to a ticket that is there already."""

    message = MessageField(
        label=_("Your answer"), error_messages={"required": _("Write something before you send it.")}
    )
    field_order = ("message", "attachments")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
