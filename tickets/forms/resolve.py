"""Call a ticket solved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.finish import FinishForm
from tickets.operations.resolve import came_back_for_nothing


class ResolveForm(FinishForm):
    """Where a mere “thanks!” reopened it, also that there was nothing to do."""

    nothing_to_do = forms.BooleanField(
        label=_("There was nothing to do"),
        help_text=_("Counts as solved since it was solved before; the last message asked for nothing."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not came_back_for_nothing(self.ticket):
            del self.fields["nothing_to_do"]
