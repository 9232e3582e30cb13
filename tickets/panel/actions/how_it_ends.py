"""Verbs about where a ticket stands in its life."""

from typing import Any, Final

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.models import Agent
from tickets.access import may, require, sees
from tickets.forms.change_status import ChangeStatusForm
from tickets.forms.finish import FinishForm
from tickets.forms.pend import PendForm
from tickets.forms.resolve import ResolveForm
from tickets.models import Ticket
from tickets.operations.change_status import change_status
from tickets.operations.close import close_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.reopen import reopen_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.resolve_incident import resolve_incident
from tickets.operations.restore import restore_ticket
from tickets.panel.actions.base import UNCLOSED, Action
from tickets.vocabulary import DONE, WORKABLE, State

MOVES: Final = ("ticket.pend", "ticket.resolve", "ticket.close", "ticket.reopen")
"""Permissions of which any lets the status be changed to something."""


class ChangeStatus(Action):
    verb = "status"
    label = gettext_lazy("Change the status")
    done = gettext_lazy("The status is changed.")
    icon = "circle-half"
    key = "s"
    form_class = ChangeStatusForm
    previews = ("status",)
    choices_vary_by = ("department_id", "status_id")

    @classmethod
    def is_offered(cls, ticket: Ticket, agent: Agent) -> bool:
        return cls.fits(ticket) and any(may(agent, code, ticket) for code in MOVES)

    def ask(self) -> None:
        if not any(may(self.agent, code, self.ticket) for code in MOVES):
            require(self.agent, MOVES[0], self.ticket)

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        change_status(ticket, given["status"], by=self.agent, until=given["until"], comment=given["comment"])


class Pend(Action):
    verb = "pend"
    permission = "ticket.pend"
    label = gettext_lazy("Set waiting")
    done = gettext_lazy("It waits.")
    icon = "hourglass-split"
    form_class = PendForm
    previews = ("status", "until")
    states = WORKABLE

    def initial(self) -> dict[str, Any]:
        return {"until": self.ticket.pending_until}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        pend_ticket(
            ticket, by=self.agent, status=given["status"], until=given["until"], comment=given["comment"]
        )


class Resume(Action):
    verb = "resume"
    permission = "ticket.pend"
    label = gettext_lazy("Wait no longer")
    done = gettext_lazy("It is open again.")
    icon = "arrow-repeat"
    states = (State.PENDING,)

    def lead(self) -> str:
        return _("The ticket is open again, and every clock that stood still runs on.")

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        resume_ticket(ticket, by=self.agent, comment=given["comment"])


class Resolve(Action):
    verb = "resolve"
    permission = "ticket.resolve"
    label = gettext_lazy("Resolve")
    done = gettext_lazy("Resolved.")
    icon = "check-circle"
    form_class = ResolveForm
    states = WORKABLE

    def lead(self) -> str:
        return _("%s is told and asked whether it is solved. A message opens it again.") % (
            self.ticket.requester
        )

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        about = {"by": self.agent, "comment": given["comment"], "force": given.get("force", False)}
        if not given.get("reports"):
            resolve_ticket(ticket, nothing_to_do=given.get("nothing_to_do", False), **about)
            return
        left = resolve_incident(ticket, **about)
        if left:
            numbers = ", ".join(f"#{report.number}" for report in left if sees(self.agent, report))
            messages.warning(self.request, _("Left open: %s") % (numbers or _("reports you don't see")))


class Close(Action):
    verb = "close"
    permission = "ticket.close"
    label = gettext_lazy("Close")
    done = gettext_lazy("Closed.")
    icon = "check-circle-fill"
    form_class = FinishForm
    states = UNCLOSED

    def lead(self) -> str:
        return _("It is over. A message within the time for reopening brings it back.")

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        close_ticket(ticket, by=self.agent, comment=given["comment"], force=given.get("force", False))


class Reopen(Action):
    verb = "reopen"
    permission = "ticket.reopen"
    label = gettext_lazy("Reopen")
    done = gettext_lazy("It is open again.")
    icon = "arrow-counterclockwise"
    states = DONE

    def lead(self) -> str:
        return _("There is more to do. What was promised runs on from where it stopped.")

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        reopen_ticket(ticket, by=self.agent, comment=given["comment"])


class Delete(Action):
    verb = "delete"
    permission = "ticket.delete"
    label = gettext_lazy("Move to the trash")
    done = gettext_lazy("It is in the trash.")
    icon = "trash"
    is_danger = True

    def lead(self) -> str:
        return _("Requesters no longer see it and its clocks stand still. It can be restored.")

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        delete_ticket(ticket, by=self.agent, comment=given["comment"])


class Restore(Action):
    verb = "restore"
    permission = "ticket.delete"
    label = gettext_lazy("Restore")
    done = gettext_lazy("It is restored.")
    icon = "arrow-counterclockwise"
    states = (State.TRASHED,)

    def lead(self) -> str:
        return _("Out of the trash again, as it was before; its clocks run on.")

    def expected(self) -> dict[str, Any] | None:
        return {"comment": ""}

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        restore_ticket(ticket, by=self.agent, comment=given["comment"])
