"""Tie tickets together, and part them."""

from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.access import visible_to
from tickets.forms.choices import ChoiceField, Groups, Option, topics
from tickets.forms.fields import LineField, MessageField, NumberField, SubmissionField
from tickets.forms.verb import VerbForm
from tickets.merges import thread_of
from tickets.models import Entry, Link, Ticket
from tickets.text.subject import LONGEST
from tickets.vocabulary import LinkKind

NO_ENTRY = _("This ticket has no such message any more. Begin from one that is there.")


class Relation(NamedTuple):
    """How two tickets hang together; `is_child`: the ticket at hand is the child, else the other one is."""

    kind: LinkKind
    is_child: bool


def relations(_ticket: Ticket, _agent: Agent) -> Groups:
    """What can be said of the two; where the other one is the child, the plain kind says it as well."""
    said = [
        ("follows_from", _("The other one follows from this ticket"), LinkKind.FOLLOWS_FROM, False),
        ("this_follows_from", _("This ticket follows from the other one"), LinkKind.FOLLOWS_FROM, True),
        ("blocks", _("This ticket waits for the other one"), LinkKind.BLOCKS, False),
        ("this_blocks", _("The other one waits for this ticket"), LinkKind.BLOCKS, True),
        ("part_of", _("The other one is part of this ticket"), LinkKind.PART_OF, False),
        ("this_part_of", _("This ticket is part of the other one"), LinkKind.PART_OF, True),
        ("relates_to", _("They are related"), LinkKind.RELATES_TO, False),
    ]
    return [("", [_option(key, str(name), Relation(kind, is_child)) for key, name, kind, is_child in said])]


def _option(key: str, name: str, relation: Relation) -> Option:
    aliases = () if relation.is_child else (str(relation.kind.label),)
    return Option(key, name, relation, aliases)


class TieForm(VerbForm):
    """How a ticket hangs together with one that is there already."""

    kind = ChoiceField(
        relations,
        label=_("How they hang together"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    number = NumberField(
        label=_("Number"),
        error_messages={"required": _("Give the number of the other ticket.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        kind: Any = self.fields["kind"]
        kind.begin_with(Relation(LinkKind.FOLLOWS_FROM, is_child=False))

    def clean_number(self) -> Ticket | None:
        number = self.cleaned_data["number"]
        return self.other_ticket(number) if number else None


class ChainForm(TieForm):
    """How two tickets hang together, and either a ticket that is there or what a new one is about."""

    one_of_several = ("number", "subject", "message")
    subject = LineField(label=_("Subject"), max_length=LONGEST, required=False)
    topic = ChoiceField(topics, label=_("Help topic"), required=False, nothing=_("None, same department"))
    message = MessageField(label=_("What it is about"), required=False)
    entry = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        min_value=1,
        max_value=100_000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_ENTRY),
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.initial.setdefault("submission", uuid4())

    def clean_entry(self) -> Entry | None:
        """The entry at this place of the thread."""
        place = self.cleaned_data["entry"]
        if place is None:
            return None
        entry = thread_of(self.ticket)[place - 1 : place].first()
        if entry is None:
            raise forms.ValidationError(NO_ENTRY, code="unknown")
        return entry

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors or given.get("number"):
            return given
        if not given.get("subject"):
            self.add_error(
                "subject", _("Say what the new ticket is about, or give the number of another one.")
            )
        elif not given.get("message"):
            self.add_error("message", _("Say in a sentence what is to be done."))
        return given


def tied(ticket: Ticket, agent: Agent) -> Groups:
    """The tickets this one is tied to directly, as far as the agent sees them."""
    above = Link.objects.filter(child=ticket).values("parent")
    below = Link.objects.filter(parent=ticket).values("child")
    others = visible_to(agent).filter(Q(pk__in=above) | Q(pk__in=below))
    return [("", [Option(other.number, str(other), other) for other in others.order_by("opened_at")])]


class UnchainForm(VerbForm):
    number = ChoiceField(tied, label=_("Part it from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        options = getattr(self.fields["number"], "options", [])
        if len(options) == 1:
            self.initial.setdefault("number", options[0].key)
