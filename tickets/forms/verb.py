"""What all verbs of the agent panel ask alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.access import visible_to
from tickets.forms.choices import ChoiceField
from tickets.forms.fields import NUL, NUL_SENTENCE, TOO_LONG
from tickets.models import Ticket

LONGEST_COMMENT = 4_000


class CommentField(forms.CharField):
    """A reason or a hand-over note; required only where the verb says so."""

    default_error_messages = {"max_length": TOO_LONG}

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": _("Comment"),
            "help_text": _("Why? Stays in the timeline; requesters never see it."),
            "max_length": LONGEST_COMMENT,
            "required": False,
            "widget": forms.Textarea(attrs={"rows": 2}),
        }
        super().__init__(**{**given, **kwargs})

    def to_python(self, value: Any) -> str:
        if NUL in str(value or ""):
            raise forms.ValidationError(NUL_SENTENCE, code="nul")
        return super().to_python(value) or ""


class VerbForm(forms.Form):
    """A verb on one ticket by one agent; by itself it only asks for a comment."""

    comment = CommentField()
    one_of_several: tuple[str, ...] = ()
    """Fields that can be empty only because others can be filled: they don't call themselves optional."""
    empty_says_none: tuple[str, ...] = ()
    """Fields whose emptiness takes something away: a form that comes without them is asked for them."""

    def __init__(self, *args: Any, ticket: Ticket, by: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.by = by
        self.order_fields([name for name in self.fields if name != "comment"])
        for field in self.fields.values():
            if isinstance(field, ChoiceField):
                field.offer_for(ticket, by)
        for name in self.one_of_several:
            self.fields[name].is_one_of_several = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.empty_says_none:
            if name not in self.errors and self.is_left_out(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        return given

    def other_ticket(self, number: str) -> Ticket:
        """The ticket with this number; one that the agent doesn't see isn't there: raises ValidationError."""
        other = visible_to(self.by).filter(number=number).first()
        if other is None:
            raise forms.ValidationError(_("You see no ticket with this number."), code="unknown")
        return other

    def is_left_out(self, name: str) -> bool:
        """Whether the form came without this field; a browser sends it even where it is empty."""
        widget = self.fields[name].widget
        return widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
