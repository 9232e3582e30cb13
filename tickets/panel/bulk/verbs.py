"""What can be done to many tickets at once: the very verbs of one ticket."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.forms.chain import TieForm
from tickets.forms.tag import PutOnForm
from tickets.panel.actions import (
    Assign,
    Chain,
    ChangeStatus,
    Claim,
    Delete,
    Merge,
    Prioritize,
    Replan,
    Restore,
    Tag,
    Transfer,
)
from tickets.panel.actions.base import Action
from tickets.panel.actions.how_it_ends import MOVES
from tickets.queues import Queue
from tickets.search.conditions import states_of
from tickets.vocabulary import State


class Tie(Chain):
    """Chaining many tickets ties each of them to one that is there; a new one is opened from one alone."""

    label = _("Chain to a ticket")
    done = _("Tied together.")
    form_class = TieForm
    template_name = "panel/action.html"

    def lead(self) -> str:
        return gettext("Each of them is “this ticket”; “the other one” is the ticket whose number you give.")


class PutOn(Tag):
    """To many tickets tags are only added: what each of them has already is not known here."""

    label = _("Put on tags")
    form_class = PutOnForm


@dataclass(frozen=True, slots=True)
class BulkVerb:
    """A verb, what its button in the bar says, and what is said of each ticket it was done to.

    `permissions`: any of them anywhere lets it be offered; what is allowed says each ticket. `states`: where
    it makes sense. `is_led`: what the verb says of itself holds for any ticket.
    """

    action: type[Action]
    name: str | Promise
    done: str | Promise
    permissions: tuple[str, ...]
    states: frozenset[State]
    is_led: bool = False

    @property
    def slug(self) -> str:
        return self.action.verb


def _verb(
    action: type[Action],
    name: str | Promise,
    *permissions: str,
    done: str | Promise = "",
    states: frozenset[State] | None = None,
    is_led: bool = False,
) -> BulkVerb:
    possible = frozenset(action.states) if states is None else states
    return BulkVerb(action, name, done or action.done, permissions or (action.permission,), possible, is_led)


BULK_VERBS: Final = (
    _verb(Claim, _("Claim"), done=_("Claimed.")),
    _verb(Assign, _("Assign")),
    _verb(Transfer, _("Transfer")),
    _verb(ChangeStatus, _("Status"), *MOVES),
    _verb(Prioritize, _("Priority")),
    _verb(Replan, _("Plan"), is_led=True),
    _verb(PutOn, _("Tag")),
    _verb(Tie, _("Chain"), is_led=True),
    _verb(Merge, _("Merge"), done=_("Merged."), is_led=True),
    _verb(Delete, _("Trash"), done=_("In the trash."), is_led=True),
    _verb(Restore, _("Restore"), done=_("Restored."), states=frozenset({State.TRASHED}), is_led=True),
)
BY_SLUG: Final = {verb.slug: verb for verb in BULK_VERBS}


def bulk_verbs(agent: Agent, queue: Queue) -> list[BulkVerb]:
    """The verbs that make sense on a list, as far as the agent is permitted them anywhere."""
    states = states_of(queue.query)
    visiting = agent.visiting_role
    return [
        verb
        for verb in BULK_VERBS
        if (states is None or verb.states & states)
        and any(
            agent.permits_anywhere(code) or (visiting is not None and visiting.permits(code))
            for code in verb.permissions
        )
    ]
