"""Promise by another plan."""

from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, plans
from tickets.forms.verb import VerbForm


class ReplanForm(VerbForm):
    one_of_several = empty_says_none = ("plan",)
    plan = ChoiceField(plans, label=_("SLA plan"), required=False, nothing=_("No plan"))
