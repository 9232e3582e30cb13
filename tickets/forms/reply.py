"""Answer a requester."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, Option
from tickets.forms.fields import MessageField
from tickets.forms.uploads import SendingForm
from tickets.models import Requester, Status

LONGEST_MARK: Final = 10_000
"""Characters; a ticket into which a thousand were merged still has a mark."""


class ReplyForm(SendingForm):
    """What is said, to whom, and what the ticket's status becomes; `seen` is the mark of the page."""

    message = MessageField(
        label=_("Reply"), error_messages={"required": _("Write something before you send it.")}
    )
    leave_out = forms.MultipleChoiceField(
        label=_("Leave out"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    status = ChoiceField(lambda _ticket, _agent: [], label=_("After sending"), required=False)
    broadcast = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_MARK)
    field_order = ("message", "attachments", "leave_out", "broadcast", "status")

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]],
        statuses: Iterable[Status],
        keep: str | Promise,
        reports: int,
        **kwargs: Any,
    ) -> None:
        """`people`: key and name of everybody on the ticket; `keep`: what no change of status is called."""
        super().__init__(*args, auto_id="reply-%s", **kwargs)
        self.people = list(people)
        leave_out: Any = self.fields["leave_out"]
        leave_out.choices = self.people
        status: Any = self.fields["status"]
        status.offer_options([Option(str(each.pk), each.name, each) for each in statuses], nothing=keep)
        status.widget.attrs["class"] = "form-select"
        if not reports:
            del self.fields["broadcast"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("broadcast") and self.cleaned_data.get("leave_out"):
            self.add_error("leave_out", _("One update for all reports goes to everybody."))
        return cleaned

    def recipients(self) -> list[Requester] | None:
        """Who gets it; None for everybody on the ticket."""
        left_out = self.cleaned_data["leave_out"]
        if not left_out:
            return None
        return list(
            Requester.objects.filter(pk__in=[key for key, _name in self.people if key not in left_out])
        )
