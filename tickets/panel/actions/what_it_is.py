"""Verbs about what a ticket is, what is promised for it, and what it hangs together with."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.forms.chain import ChainForm, TieForm, UnchainForm
from tickets.forms.prioritize import PrioritizeForm
from tickets.forms.rename import RenameForm
from tickets.forms.replan import ReplanForm
from tickets.forms.retopic import RetopicForm
from tickets.forms.set_due import SetDueForm
from tickets.forms.tag import TagForm
from tickets.forms.verb import VerbForm
from tickets.merges import thread_of
from tickets.models import Entry, Ticket
from tickets.operations.chain import chain_tickets, open_chained_ticket, unchain_tickets
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.rename import rename_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.operations.set_due import set_due
from tickets.operations.tag import tag_ticket
from tickets.panel.actions.base import UNCLOSED, Action
from tickets.vocabulary import WORKABLE, EntryKind


class Prioritize(Action):
    verb = "prioritize"
    permission = "ticket.prioritize"
    label = gettext_lazy("Change the priority")
    done = gettext_lazy("The priority is changed.")
    icon = "exclamation-octagon-fill"
    form_class = PrioritizeForm
    previews = ("priority",)
    states = UNCLOSED

    def initial(self) -> dict[str, Any]:
        return {"priority": self.ticket.priority}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        prioritize_ticket(ticket, given["priority"], by=self.agent, comment=given["comment"])


class Replan(Action):
    verb = "replan"
    permission = "ticket.replan"
    label = gettext_lazy("Change the SLA plan")
    done = gettext_lazy("The SLA plan is changed.")
    icon = "stopwatch"
    form_class = ReplanForm
    previews = ("plan",)
    states = UNCLOSED

    def lead(self) -> str:
        return _("What is not yet kept is promised anew, counted from the same start.")

    def initial(self) -> dict[str, Any]:
        return {"plan": self.ticket.clock.plan}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        replan_ticket(ticket, given["plan"], by=self.agent, comment=given["comment"])


class SetDue(Action):
    verb = "due"
    permission = "ticket.set_due"
    label = gettext_lazy("Set a due date")
    done = gettext_lazy("The due date is set.")
    icon = "calendar-event"
    form_class = SetDueForm
    previews = ("due_at",)
    states = WORKABLE

    def lead(self) -> str:
        return _("Stands in for the resolution's due moment, whatever the SLA plan says, and is never moved.")

    def initial(self) -> dict[str, Any]:
        return {"due_at": self.ticket.clock.manual_due_at}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        set_due(ticket, given["due_at"], by=self.agent, comment=given["comment"])


class Retopic(Action):
    verb = "retopic"
    permission = "ticket.retopic"
    label = gettext_lazy("Change the help topic")
    done = gettext_lazy("The help topic is changed.")
    icon = "tag"
    form_class = RetopicForm
    previews = ("topic",)

    def lead(self) -> str:
        return _("Brings along what the topic says, except for what somebody set by hand.")

    def initial(self) -> dict[str, Any]:
        return {"topic": self.ticket.topic}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        retopic_ticket(ticket, given["topic"], by=self.agent, comment=given["comment"])


class Rename(Action):
    verb = "rename"
    permission = "ticket.edit"
    label = gettext_lazy("Edit the subject")
    done = gettext_lazy("The subject is changed.")
    icon = "pencil"
    form_class = RenameForm

    def initial(self) -> dict[str, Any]:
        return {"subject": self.ticket.subject}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        rename_ticket(ticket, given["subject"], by=self.agent)


class Tag(Action):
    verb = "tag"
    permission = "ticket.tag"
    label = gettext_lazy("Change the tags")
    done = gettext_lazy("The tags are changed.")
    icon = "tags"
    form_class: ClassVar[type[VerbForm]] = TagForm

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        tag_ticket(ticket, by=self.agent, add=given["tags"], remove=given.get("remove") or ())


class Chain(Action):
    verb = "chain"
    permission = "ticket.chain"
    label = gettext_lazy("Chain")
    done = gettext_lazy("The tickets are tied together.")
    icon = "link-45deg"
    form_class: ClassVar[type[TieForm]] = ChainForm
    template_name = "panel/actions/chain.html"

    def lead(self) -> str:
        return _("Open a ticket that hangs together with this one, or tie one that is there already.")

    def initial(self) -> dict[str, Any]:
        """What came up in a message is what the new ticket is about."""
        place = self.request.GET.get("entry", "")
        entry = self._entry_at(int(place)) if place.isdecimal() and len(place) < 6 else None
        return {"message": entry.body_text} if entry and entry.kind == EntryKind.MESSAGE else {}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> str | None:
        """Opens a new ticket and names it, or ties the two."""
        other, (kind, is_child) = given["number"], given["kind"]
        if other is None:
            opened = open_chained_ticket(
                ticket,
                kind=kind,
                is_child=not is_child,
                subject=given["subject"],
                body=given["message"],
                by=self.agent,
                topic=given["topic"],
                entry=given["entry"],
                submission=given["submission"],
            )
            return self.say_opened(opened)
        parent, child = (other, ticket) if is_child else (ticket, other)
        chain_tickets(parent, child, kind=kind, by=self.agent)
        return None

    def _entry_at(self, place: int) -> Entry | None:
        return thread_of(self.ticket)[max(place, 1) - 1 : max(place, 1)].first()


class Unchain(Action):
    verb = "unchain"
    permission = "ticket.chain"
    label = gettext_lazy("Part from a chained ticket")
    done = gettext_lazy("The tickets are parted.")
    icon = "slash-circle"
    form_class = UnchainForm

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        unchain_tickets(ticket, given["number"], by=self.agent)
