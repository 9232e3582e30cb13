"""Verbs about tickets that are one and the same matter, and about those that are two."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.forms.merge import MergeForm
from tickets.forms.split import SplitForm
from tickets.models import Ticket
from tickets.operations.merge import merge_ticket, unmerge_ticket
from tickets.operations.split import split_ticket
from tickets.panel.actions.base import Action
from tickets.panel.rehearsal import Consequence, Rehearsal
from tickets.vocabulary import State


class Merge(Action):
    verb = "merge"
    permission = "ticket.merge"
    label = gettext_lazy("Merge")
    done = gettext_lazy("The tickets are merged.")
    icon = "layers"
    form_class = MergeForm
    previews = ("into",)

    parent: Ticket

    def lead(self) -> str:
        return _(
            "Its thread is shown in the other ticket to everybody who sees that one, and the people of both "
            "read what is written there. Nothing is moved: it can be unmerged."
        )

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> str | None:
        parent = merge_ticket(ticket, into=given["into"], by=self.agent, comment=given["comment"])
        self.parent = parent
        if parent == given["into"]:
            return None
        return _("Merged into #%(parent)s, where #%(number)s goes on.") % {
            "parent": parent.number,
            "number": given["into"].number,
        }

    def told(self, rehearsal: Rehearsal) -> list[Consequence]:
        """Which ticket it is by name: a number is easily mistyped."""
        if rehearsal.refusal:
            return super().told(rehearsal)
        return [("arrow-right", _("Goes on in %s") % self.parent), *super().told(rehearsal)]


class Unmerge(Action):
    verb = "unmerge"
    permission = "ticket.merge"
    label = gettext_lazy("Unmerge")
    done = gettext_lazy("The ticket goes on by itself.")
    icon = "slash-circle"
    states = (State.MERGED,)

    def lead(self) -> str:
        return _(
            "It goes on by itself, as it stood before; its clock counts on. What was written since stays in "
            "the other ticket, and its people no longer see that one."
        )

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        unmerge_ticket(ticket, by=self.agent, comment=given["comment"])


class Split(Action):
    verb = "split"
    permission = "ticket.merge"
    label = gettext_lazy("Split")
    done = gettext_lazy("The entries are a ticket of their own.")
    icon = "copy"
    form_class = SplitForm

    def lead(self) -> str:
        return _(
            "What you choose becomes a ticket of its own for whoever wrote the first message of it. Here it "
            "stays as it is; our own words go along as notes."
        )

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> str | None:
        opened = split_ticket(
            ticket,
            given["entries"],
            subject=given["subject"],
            message=given["message"] or None,
            by=self.agent,
            comment=given["comment"],
            submission=given["submission"],
        )
        return self.say_opened(opened)
