"""Move a ticket to any status."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.access import may
from tickets.forms.choices import ChoiceField, Groups, Option
from tickets.forms.moments import MomentField
from tickets.forms.verb import VerbForm
from tickets.models import Status, Ticket
from tickets.vocabulary import DONE, State


def may_move(agent: Agent, ticket: Ticket, status: Status) -> bool:
    """Whether the agent can move the ticket from where it stands to this status."""
    is_done = ticket.state in DONE
    match State(status.state):
        case State.OPEN:
            is_back = status.is_default and ticket.state != State.OPEN
            return is_back and may(agent, "ticket.reopen" if is_done else "ticket.pend", ticket)
        case State.PENDING:
            return may(agent, "ticket.pend", ticket) and (not is_done or may(agent, "ticket.reopen", ticket))
        case State.RESOLVED:
            return ticket.state != State.CLOSED and may(agent, "ticket.resolve", ticket)
        case State.CLOSED:
            return may(agent, "ticket.close", ticket)
        case State.MERGED | State.TRASHED:
            return False


def within_reach(ticket: Ticket, agent: Agent) -> Groups:
    """The statuses that can follow the present one."""
    others = Status.objects.filter(archived_at=None).exclude(pk=ticket.status_id)
    rows = [status for status in others if may_move(agent, ticket, status)]
    return [("", [Option(str(status.pk), status.name, status) for status in rows])]


class StatusField(ChoiceField):
    """One of the statuses within reach; the present one isn't shown, but said again it changes nothing."""

    def offer_for(self, ticket: Ticket, agent: Agent) -> None:
        super().offer_for(ticket, agent)
        self.options.append(Option(str(ticket.status_id), ticket.status.name, ticket.status))


class ChangeStatusForm(VerbForm):
    """The new status; for one that waits, also until when at the longest."""

    status = StatusField(within_reach, label=_("Status"))
    until = MomentField(label=_("Until"), required=False, help_text=_("Only where it waits for somebody."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        status = given.get("status")
        if status is not None and given.get("until") and status.state != State.PENDING:
            self.add_error("until", _("“%s” waits for nobody.") % status)
        return given
