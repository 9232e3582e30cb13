"""Give a ticket to somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, holders, teams
from tickets.forms.verb import VerbForm


class AssignForm(VerbForm):
    """An agent, a team, or both."""

    one_of_several = ("assignee", "team")
    assignee = ChoiceField(holders, label=_("Agent"), required=False, nothing=_("Whoever takes it"))
    team = ChoiceField(teams, label=_("Team"), required=False, nothing=_("As it is"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("assignee") and not given.get("team"):
            raise forms.ValidationError(_("Choose an agent or a team."))
        return given
