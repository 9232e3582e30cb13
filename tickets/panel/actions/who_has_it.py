"""Verbs about who has a ticket."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.models import Team
from tickets.forms.assign import AssignForm
from tickets.forms.escalate import EscalateForm, GiveBackForm
from tickets.forms.refer import ReferForm, UnreferForm
from tickets.forms.release import ReleaseForm
from tickets.forms.transfer import TransferForm
from tickets.models import Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.escalate import escalate_ticket, higher_tiers
from tickets.operations.give_back import give_back_ticket, returns_to, unreturned
from tickets.operations.refer import refer_ticket, unrefer_ticket
from tickets.operations.release import release_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.panel.actions.base import UNCLOSED, Action
from tickets.panel.rehearsal import Consequence, Rehearsal, consequences_of, who_hears
from tickets.vocabulary import WORKABLE


class Claim(Action):
    verb = "claim"
    permission = "ticket.assign"
    label = gettext_lazy("Claim")
    done = gettext_lazy("It is yours.")
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
