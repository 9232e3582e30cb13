"""Who else gets the replies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.forms.choices import ChoiceField, Groups, Option
from tickets.forms.fields import AddressField, LineField
from tickets.forms.open import LONGEST_NAME
from tickets.forms.verb import VerbForm
from tickets.models import Requester, Ticket


def collaborators(ticket: Ticket, _agent: Agent) -> Groups:
    people = Requester.objects.filter(collaborations__ticket=ticket)
    return [("", [Option(str(person.pk), person.name, person) for person in people])]


class CollaborateForm(VerbForm):
    """Somebody to add by address, or somebody to take off."""

    one_of_several = ("email",)
    email = AddressField(label=_("E-mail"), required=False)
    name = LineField(label=_("Name"), max_length=LONGEST_NAME, required=False)
    remove = ChoiceField(collaborators, label=_("Take off the ticket"), required=False, nothing=_("Nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        if not getattr(self.fields["remove"], "options", []):
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("email") and not given.get("remove"):
            self.add_error("email", _("Type the address of whom to add."))
        return given
