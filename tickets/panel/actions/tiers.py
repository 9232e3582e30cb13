"""Verbs that hand a ticket up to the next tier and back again."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.models import Team
from tickets.forms.escalate import EscalateForm, GiveBackForm
from tickets.models import Ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket, returns_to, unreturned
from tickets.operations.tiers import higher_tiers
from tickets.panel.actions.base import Action
from tickets.panel.rehearsal import Consequence, Rehearsal, consequences_of, who_hears
from tickets.vocabulary import WORKABLE


class Escalate(Action):
    verb = "escalate"
    permission = "ticket.escalate"
    label = gettext_lazy("Escalate")
    done = gettext_lazy("Escalated. You go on following it.")
    icon = "arrow-up-right-circle"
    key = "e"
    form_class = EscalateForm
    previews = ("team",)
    states = WORKABLE

    def lead(self) -> str:
        return _("Hands the ticket to the next tier. You follow it, and they can return it to you.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        escalate_ticket(
            ticket, by=self.agent, comment=given["comment"], to=given["team"], submission=given["submission"]
        )

    def expected(self) -> dict[str, Any] | None:
        return {"team": self._to(), "comment": "–", "submission": None}

    def told(self, rehearsal: Rehearsal) -> list[Consequence]:
        if rehearsal.refusal:
            return consequences_of(rehearsal)
        return [
            ("stopwatch", _("The plan stays, and every clock runs on")),
            ("person-dash", _("Nobody has it until somebody of the next tier claims it")),
            *who_hears(rehearsal),
            ("lock-fill", _("%s does not see the note") % self.ticket.requester),
        ]

    def about(self) -> dict[str, Any]:
        team, to = self.ticket.team, self._to()
        if to is None:
            return {}
        present = to.members.present().count()
        handing = {
            "from_label": _("From tier %d") % (team.tier if team else 1),
            "from_name": team or self.ticket.department,
            "from_detail": self.ticket.assignee or _("nobody has it"),
            "to_label": _("To tier %d") % to.tier,
            "to_name": to,
            "to_detail": ngettext("%d of them is there", "%d of them are there", present) % present,
        }
        return {"handing": handing}

    def _to(self) -> Team | None:
        """The team that is chosen, else the next tier."""
        tiers = higher_tiers(self.ticket)
        chosen = self.request.GET.get("team", "")
        return next((team for team in tiers if chosen in (str(team.pk), team.name)), next(iter(tiers), None))


class GiveBack(Action):
    verb = "return"
    permission = "ticket.escalate"
    label = gettext_lazy("Return")
    done = gettext_lazy("Returned.")
    icon = "arrow-return-left"
    form_class = GiveBackForm
    states = WORKABLE

    @classmethod
    def fits(cls, ticket: Ticket) -> bool:
        return super().fits(ticket) and bool(getattr(ticket, "escalated", True))

    def lead(self) -> str:
        return _("Gives the ticket back to whoever escalated it, with a note.")

    def expected(self) -> dict[str, Any] | None:
        return {"comment": "–", "submission": None}

    def told(self, rehearsal: Rehearsal) -> list[Consequence]:
        return consequences_of(rehearsal) if rehearsal.refusal else list(who_hears(rehearsal))

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        give_back_ticket(ticket, by=self.agent, comment=given["comment"], submission=given["submission"])

    def about(self) -> dict[str, Any]:
        escalation = unreturned(self.ticket)
        if escalation is None:
            return {}
        to = returns_to(self.ticket, escalation)
        return {
            "handing": {
                "from_label": _("From"),
                "from_name": self.ticket.team or self.ticket.department,
                "from_detail": self.ticket.assignee or "",
                "to_label": _("To"),
                "to_name": to or escalation.from_team or self.ticket.department,
                "to_detail": (escalation.from_team or "") if to else _("whoever takes it there"),
            }
        }
