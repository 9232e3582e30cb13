"""Verbs about who has a ticket."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.forms.assign import AssignForm
from tickets.forms.refer import ReferForm, UnreferForm
from tickets.forms.release import ReleaseForm
from tickets.forms.transfer import TransferForm
from tickets.models import Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.refer import refer_ticket, unrefer_ticket
from tickets.operations.release import release_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.panel.actions.base import UNCLOSED, Action
from tickets.vocabulary import WORKABLE


class Claim(Action):
    verb = "claim"
    permission = "ticket.assign"
    label = gettext_lazy("Claim")
    done = gettext_lazy("Claimed.")
    icon = "hand-index-thumb"
    key = "c"
    is_direct = True
    states = WORKABLE

    @classmethod
    def fits(cls, ticket: Ticket) -> bool:
        return super().fits(ticket) and ticket.assignee_id is None

    def lead(self) -> str:
        return _("You take the ticket; it stays with its team and its department.")

    def expected(self) -> dict[str, Any] | None:
        return {}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        claim_ticket(ticket, by=self.agent)


class Assign(Action):
    verb = "assign"
    permission = "ticket.assign"
    label = gettext_lazy("Assign")
    done = gettext_lazy("Assigned.")
    icon = "person-check"
    key = "a"
    form_class = AssignForm
    previews = ("assignee", "team")
    choices_vary_by = ("department_id",)
    states = UNCLOSED

    def lead(self) -> str:
        if self.ticket.assignee:
            return _("%s has it now.") % self.ticket.assignee
        if self.ticket.team:
            return _("Nobody of %s has it now.") % self.ticket.team
        return _("Nobody has it now.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        assign_ticket(
            ticket,
            by=self.agent,
            assignee=given["assignee"],
            team=given["team"],
            comment=given["comment"],
        )


class Release(Action):
    verb = "release"
    permission = "ticket.release"
    label = gettext_lazy("Release")
    done = gettext_lazy("Released.")
    icon = "person-dash"
    form_class = ReleaseForm
    states = UNCLOSED

    @classmethod
    def fits(cls, ticket: Ticket) -> bool:
        return super().fits(ticket) and (ticket.assignee_id is not None or ticket.team_id is not None)

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def lead(self) -> str:
        if self.ticket.team and self.ticket.assignee:
            return _("%(agent)s no longer has it; it goes back to %(team)s.") % {
                "agent": self.ticket.assignee,
                "team": self.ticket.team,
            }
        return _("Nobody has it afterwards; it waits among the unassigned.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        from_team = given.get("from_team", False)
        release_ticket(ticket, by=self.agent, from_team=from_team, comment=given["comment"])


class Transfer(Action):
    verb = "transfer"
    permission = "ticket.transfer"
    label = gettext_lazy("Transfer")
    done = gettext_lazy("Transferred.")
    icon = "arrow-left-right"
    form_class = TransferForm
    previews = ("department",)

    def lead(self) -> str:
        return _("%s owns it now. Who belongs to the other department sees it then.") % self.ticket.department

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        transfer_ticket(ticket, given["department"], by=self.agent, comment=given["comment"])


class Refer(Action):
    verb = "refer"
    permission = "ticket.refer"
    label = gettext_lazy("Refer")
    done = gettext_lazy("Referred.")
    icon = "eye"
    form_class = ReferForm

    def lead(self) -> str:
        return _("Others may see the ticket too. It stays where it is, and its clocks run on.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        for to in given["to"]:
            refer_ticket(ticket, to, by=self.agent, comment=given["comment"])


class Unrefer(Action):
    verb = "unrefer"
    permission = "ticket.refer"
    label = gettext_lazy("End a referral")
    done = gettext_lazy("The referral is over.")
    icon = "person-x"
    form_class = UnreferForm

    def lead(self) -> str:
        return _("Who sees the ticket for another reason goes on seeing it.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        unrefer_ticket(ticket, given["to"], by=self.agent, comment=given["comment"])
