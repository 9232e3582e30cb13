"""End mailed links to a ticket."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.ui.words import short_moment
from sla.moment import now
from tickets.forms.verb import VerbForm
from tickets.models import AccessLink


class LinkChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, link: Any) -> str:
        moment = now()
        told = {"who": link.requester, "when": short_moment(link.created_at, moment)}
        if link.last_used_at is None:
            return _("%(who)s, mailed %(when)s") % told
        told["used"] = short_moment(link.last_used_at, moment)
        return _("%(who)s, mailed %(when)s, last used %(used)s") % told


class LinksForm(VerbForm):
    """Which links no longer open the ticket."""

    links = LinkChoice(
        AccessLink.objects.none(),
        label=gettext_lazy("Links"),
        error_messages={"required": gettext_lazy("Choose the links to revoke.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        usable = AccessLink.objects.filter(ticket=self.ticket).select_related("ticket", "requester")
        self.fields["links"].queryset = usable.filter(  # type: ignore[attr-defined]
            revoked_at=None, expires_at__gt=now()
        )
