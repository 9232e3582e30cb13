"""Save a queue: its name, the words that say what is on it, and who has it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, Team
from sla.moment import now
from tickets.forms.choices import ChoiceField, Option
from tickets.forms.fields import LineField
from tickets.operations.save_queue import may_share
from tickets.search.conditions import misunderstood
from tickets.search.language import LONGEST, parse


class SaveQueueForm(forms.Form):
    """Without the permission to share, or a team to share with, it is one's own."""

    name = LineField(label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    words = LineField(
        label=_("Tickets on it"),
        max_length=LONGEST,
        help_text=_("As typed into the search."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    team = ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, by: Agent, shared_with: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        teams = set(by.teams.all()) if may_share(by) else set()
        if shared_with is not None:
            teams.add(shared_with)
        options = [Option(str(team.pk), team.name, team) for team in sorted(teams, key=str)]
        field = self.fields["team"]
        assert isinstance(field, ChoiceField)
        field.offer_options(options, nothing=_("Only me"))
        if not options:
            del self.fields["team"]

    def clean_words(self) -> str:
        query = parse(self.cleaned_data["words"])
        if sentences := misunderstood(query, self.by, now()):
            raise forms.ValidationError(sentences)
        return str(query)
