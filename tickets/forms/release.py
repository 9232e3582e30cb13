"""Take a ticket from whoever has it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.verb import VerbForm


class ReleaseForm(VerbForm):
    """From the assignee, and from the team as well if asked."""

    from_team = forms.BooleanField(label=_("Take it from the team as well"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ticket.team is None:
            del self.fields["from_team"]
