"""Answer a requester."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, Option
from tickets.forms.fields import MessageField
from tickets.forms.uploads import SendingForm
from tickets.models import Requester, Status


class RecipientsField(forms.MultipleChoiceField):
    """Who gets the reply; an empty value beside the boxes tells "nobody" from "was not asked"."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [key for key in super().to_python(value) if key]


class ReplyForm(SendingForm):
    """What is said, to whom, and what the ticket's status becomes; `seen` is the mark of the page."""

    message = MessageField(
        label=_("Reply"), error_messages={"required": _("Write something before you send it.")}
    )
    to = RecipientsField(label=_("Sent to"), required=False)
    status = ChoiceField(lambda _ticket, _agent: [], label=_("After sending"), required=False)
    broadcast = forms.BooleanField(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    field_order = ("message", "attachments", "to", "broadcast", "status")

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
        super().__init__(*args, **kwargs)
        people = list(people)
        to: Any = self.fields["to"]
        to.choices = people
        to.initial = [key for key, _name in people]
        status: Any = self.fields["status"]
        status.offer_options([Option(str(each.pk), each.name, each) for each in statuses], nothing=keep)
        if not reports:
            del self.fields["broadcast"]
        self.is_asked_whom = "to" in self.sent

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("broadcast") and self.is_narrowed:
            self.add_error(
                "to", _("One update for all reports goes to everybody. Choose one of both, not both.")
            )
        return cleaned

    @property
    def is_narrowed(self) -> bool:
        """Whether somebody on the ticket is left out."""
        chosen = self.cleaned_data.get("to", [])
        return self.is_asked_whom and len(chosen) < len(self.fields["to"].initial or [])

    def recipients(self) -> list[Requester] | None:
        """Who was chosen; None for everybody on the ticket."""
        if not self.is_narrowed:
            return None
        return list(Requester.objects.filter(pk__in=self.cleaned_data["to"]))
