"""Split entries off into a ticket of their own."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.words import short_moment
from sla.moment import now
from tickets.forms.fields import LineField, MessageField, SubmissionField
from tickets.forms.verb import VerbForm
from tickets.merges import thread_of
from tickets.models import Entry
from tickets.text.subject import LONGEST
from tickets.vocabulary import EntryKind

SHOWN = 90
"""Characters of an entry by which one knows it again."""


class SplitForm(VerbForm):
    """Which entries by their place in the thread, and what the new ticket is called."""

    entries = forms.MultipleChoiceField(
        label=_("Entries"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one entry."),
            "invalid_choice": _("This ticket has no such entry any more. Choose again."),
        },
    )
    subject = LineField(
        label=_("Subject"), max_length=LONGEST, error_messages={"required": _("Say what it is about.")}
    )
    message = MessageField(
        label=_("What it is about"),
        required=False,
        help_text=_("Stands first in the new ticket, and its requester reads it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        thread = thread_of(self.ticket).select_related("requester", "agent__user")
        self.thread: list[Entry] = list(thread)
        field: Any = self.fields["entries"]
        field.choices = [(str(place), _label(entry)) for place, entry in enumerate(self.thread, start=1)]
        asked = self.initial.get("entries")
        self.initial["entries"] = [asked] if isinstance(asked, str) else asked
        self.initial.setdefault("submission", uuid4())
        self.initial["seen"] = self._mark()

    def clean_seen(self) -> str:
        """A merge since puts other entries at the same places."""
        seen: str = self.cleaned_data["seen"]
        if seen and seen != self._mark():
            self.add_error(None, _("Something was merged since you opened this. Choose again."))
        return seen

    def clean_entries(self) -> list[Entry]:
        return [self.thread[int(place) - 1] for place in self.cleaned_data["entries"]]

    def _mark(self) -> str:
        """Of which tickets the thread is made, by how many entries each brings."""
        tickets = [entry.ticket_id for entry in self.thread]
        others = [key for key in dict.fromkeys(tickets) if key != self.ticket.pk]
        return ".".join(str(tickets.count(key)) for key in others) or "0"


def _label(entry: Entry) -> str:
    """ "Ruth Adeyemi, 09:31: It blinks and stays …", notes named as such."""
    told = {
        "who": entry.author_name or _("The help desk"),
        "when": short_moment(entry.created_at, now()),
        "words": Truncator(" ".join(entry.body_text.split())).chars(SHOWN),
    }
    if entry.kind == EntryKind.NOTE:
        return str(_("%(who)s, note, %(when)s: %(words)s") % told)
    return str(_("%(who)s, %(when)s: %(words)s") % told)
