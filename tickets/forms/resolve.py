"""Call a ticket solved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tickets.forms.finish import FinishForm
from tickets.operations.resolve import came_back_for_nothing
from tickets.operations.resolve_incident import resolvable_reports


class ResolveForm(FinishForm):
    """After a mere “thanks!” also that there was nothing to do; for an incident, its reports as well."""

    reports = forms.BooleanField(required=False)
    nothing_to_do = forms.BooleanField(
        label=_("There was nothing to do"),
        help_text=_("Counts as solved since it was solved before; the last message asked for nothing."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not came_back_for_nothing(self.ticket):
            del self.fields["nothing_to_do"]
        count = len(resolvable_reports(self.ticket, self.by))
        if count:
            label = ngettext(
                "Resolve the %d linked report as well", "Resolve the %d linked reports as well", count
            )
            self.fields["reports"].label = label % count
        else:
            del self.fields["reports"]
