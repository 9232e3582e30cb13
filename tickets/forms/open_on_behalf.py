"""Open a ticket for somebody who called, came by or wrote elsewhere."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.errors import OperationRefused
from agents.models import Agent, Department
from agents.permissions import CATALOGUE
from tickets.access import may_in
from tickets.forms.choices import ChoiceField, Groups, Option, every_agent, plans, priorities, teams, topics
from tickets.forms.fields import AddressField, LineField, MessageField
from tickets.forms.open import LONGEST_NAME, LONGEST_SUBJECT
from tickets.forms.uploads import SendingForm
from tickets.models import Requester
from tickets.operations.holder import refuse_unfit
from tickets.operations.open import WRITTEN_DOWN
from tickets.operations.route import Chosen, Route, route_ticket
from tickets.vocabulary import Source

AS_ROUTED: Final = gettext_lazy("As the topic says")
NEEDED: Final = {
    "priority": "ticket.prioritize",
    "plan": "ticket.replan",
    "team": "ticket.assign",
    "assignee": "ticket.assign",
}
"""What an agent must be permitted in the department to choose it by hand."""

BY_HAND: Final = ("priority", "plan", "department", "team", "assignee")


class OpenOnBehalfForm(SendingForm):
    """Who asks, how it reached us, what it is about, and what of it doesn't go as the topic says.

    A person is known by an address; of somebody new a name is asked for. Sent with `take` the agent takes
    the ticket at once.
    """

    email = AddressField(
        label=gettext_lazy("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Ask for an address: answers go there.")},
    )
    name = LineField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Of somebody new."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = LineField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "tel"}),
    )
    source = ChoiceField(label=gettext_lazy("How it reached us"))
    topic = ChoiceField(
        label=gettext_lazy("Help topic"),
        error_messages={"required": gettext_lazy("Choose what comes nearest; it can be changed later.")},
    )
    subject = LineField(
        label=gettext_lazy("Subject"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": gettext_lazy("Say in a few words what it is about.")},
    )
    message = MessageField(
        help_text=gettext_lazy("In their words. Requesters read this; a note can be added afterwards.")
    )
    priority = ChoiceField(label=gettext_lazy("Priority"), required=False, nothing=AS_ROUTED)
    plan = ChoiceField(label=gettext_lazy("SLA plan"), required=False, nothing=AS_ROUTED)
    department = ChoiceField(label=gettext_lazy("Department"), required=False, nothing=AS_ROUTED)
    team = ChoiceField(label=gettext_lazy("Team"), required=False, nothing=AS_ROUTED)
    assignee = ChoiceField(label=gettext_lazy("Assignee"), required=False, nothing=AS_ROUTED)
    field_order = ("source", "email", "name", "phone", "topic", "subject", "message", "attachments", *BY_HAND)

    def __init__(self, *args: Any, by: Agent, departments: Iterable[Department], **kwargs: Any) -> None:
        """`departments`: where the agent may open tickets."""
        super().__init__(*args, **kwargs)
        self.by = by
        self.order_fields(self.field_order)
        departments = list(departments)
        self._offer("source", [("", [Option(each.value, str(each.label), each) for each in WRITTEN_DOWN])])
        self._offer("topic", topics())
        self._offer("department", [("", [Option(str(row.pk), row.name, row) for row in departments])])
        self._offer("priority", priorities())
        self._offer("plan", plans())
        self._offer("team", teams())
        self._offer("assignee", every_agent())
        for name, code in NEEDED.items():
            if not any(may_in(by, code, department) for department in departments):
                del self.fields[name]

    def _offer(self, name: str, groups: Groups) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        field.offer_groups(groups)
        if name == "source":
            field.begin_with(Source.PHONE)
        if name == "topic":
            field.required = bool(field.options)

    @cached_property
    def person(self) -> Requester | None:
        """Who is known by the address that was typed."""
        address = self._typed("email")
        known = Requester.objects.select_related("organization").prefetch_related("addresses")
        return known.filter(addresses__address=address).first() if address else None

    @property
    def chosen(self) -> Chosen:
        """What was chosen by hand; an agent who takes the ticket is chosen."""
        given = {name: self._typed(name) for name in BY_HAND}
        if self.data.get("take") and "assignee" in self.fields:
            given["assignee"] = self.by
        return Chosen(**given)

    def route(self) -> Route:
        """What the ticket would be born with, and why; raises OperationRefused where nobody owns it."""
        organization = self.person.organization if self.person else None
        return route_ticket(topic=self._typed("topic"), organization=organization, chosen=self.chosen)

    @property
    def is_more_open(self) -> bool:
        """Whether something was chosen by hand, or is wrong there."""
        return any(self[name].errors or self[name].value() for name in BY_HAND if name in self.fields)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self._typed("email") and not self.person and not self._typed("name") and "name" not in self.errors:
            self.add_error("name", _("Nobody is known by this address yet: what is the name?"))
        if self.errors.keys() & {"topic", "department"}:
            return cleaned
        try:
            department = self.route().department
        except OperationRefused as refused:
            self.add_error("department", str(refused))
        else:
            self._ask(department)
        return cleaned

    def _ask(self, department: Department) -> None:
        """What the operation would refuse stands beside its field before that."""
        if not may_in(self.by, "ticket.open", department):
            self.add_error(
                "department",
                _("This goes to %s, where you can't open tickets. Choose another department or topic.")
                % department,
            )
            return
        for name, code in NEEDED.items():
            if getattr(self.chosen, name) is not None and not may_in(self.by, code, department):
                missing = _("Your role doesn't include “%(permission)s” in %(department)s.")
                self.add_error(name, missing % {"permission": CATALOGUE[code], "department": department})
        if self.chosen.assignee is not None and "assignee" not in self.errors:
            try:
                refuse_unfit(self.chosen.assignee, department)
            except OperationRefused as refused:
                self.add_error("assignee", str(refused))

    def _typed(self, name: str) -> Any:
        """What a field cleaned to, or nothing where it is empty or wrong."""
        return getattr(self, "cleaned_data", {}).get(name)
