"""Say how urgent a ticket is."""

from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, priorities
from tickets.forms.verb import VerbForm


class PrioritizeForm(VerbForm):
    priority = ChoiceField(priorities, label=_("Priority"))
