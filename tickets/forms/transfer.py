"""Hand a ticket to another department."""

from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, departments
from tickets.forms.verb import VerbForm


class TransferForm(VerbForm):
    department = ChoiceField(departments, label=_("Department"))
