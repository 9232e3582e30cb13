"""A choice out of named things: recognised by its key, and just as well by the name that people read."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.models import Agent, Department, Team
from sla.models import Plan
from sla.priority import Priority
from tickets.models import HelpTopic, Status, Ticket
from tickets.operations.holder import may_hold
from tickets.vocabulary import State


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what its name is, what it stands for, and by which names it is known besides."""

    key: str
    name: str
    value: Any
    aliases: tuple[str, ...] = ()


Groups: TypeAlias = Iterable[tuple[str, Iterable[Option]]]
"""Options below headings; those below an empty one stand by themselves."""

Offer: TypeAlias = Callable[[Ticket, Agent], Groups]
"""What can be chosen for a ticket, by an agent."""


class ChoiceField(forms.Field):
    """One of the options that `offer` has for the ticket at hand; cleans to its value, or to None."""

    widget = forms.Select
    default_error_messages = {
        "required": gettext_lazy("Choose one."),
        "gone": gettext_lazy("“%(choice)s” is not offered here. Please choose another one."),
    }

    def __init__(self, offer: Offer | None = None, *, nothing: str | Promise = "", **kwargs: Any) -> None:
        """`nothing`: what choosing nothing is called; without it a choice is asked for by a dash.

        Without an `offer` the form says itself what can be chosen, by `offer_groups`.
        """
        self.offer = offer
        self.nothing = nothing
        self.groups: list[tuple[str, list[Option]]] = []
        self.options: list[Option] = []
        self.fallback: Any = None
        super().__init__(**kwargs)

    def offer_for(self, ticket: Ticket, agent: Agent) -> None:
        """Fill the field with what can be chosen for a ticket."""
        if self.offer is not None:
            self.offer_groups(self.offer(ticket, agent))

    def offer_groups(self, groups: Groups) -> None:
        """Fill the field with these."""
        self._take([(heading, list(options)) for heading, options in groups])

    def offer_options(self, options: Iterable[Option], *, nothing: str | Promise) -> None:
        """Fill the field with options that are at hand already."""
        self.nothing = nothing
        self._take([("", list(options))])

    def begin_with(self, value: Any) -> None:
        """Let this be chosen from the start, and be meant where nothing is sent; None changes nothing."""
        if value is not None:
            self.initial = self.fallback = value
            self.required = False
            self.widget.choices = [choice for choice in self.widget.choices if choice[0] != ""]

    def find(self, choice: Any) -> Option | None:
        """The option with this key; else the only one of this name, then of this alias, then in any case."""
        written = str(choice).strip()
        folded = written.casefold()
        ways: list[list[Option]] = [
            [option for option in self.options if option.key == written],
            [option for option in self.options if option.name == written],
            [option for option in self.options if written in option.aliases],
            [option for option in self.options if option.name.casefold() == folded],
            [option for option in self.options if folded in map(str.casefold, option.aliases)],
        ]
        found = next(filter(None, ways), [])
        return found[0] if len(found) == 1 else None

    def prepare_value(self, value: Any) -> Any:
        """What is chosen beforehand may be given as a row, a key or a name."""
        if isinstance(value, Model):
            return str(value.pk)
        meant = next((option for option in self.options if option.value == value), None)
        found = meant or (self.find(value) if value not in self.empty_values else None)
        return found.key if found else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.fallback
        found = self.find(value)
        if found is None:
            raise forms.ValidationError(
                self.error_messages["gone"], code="gone", params={"choice": str(value)[:80]}
            )
        return found.value

    def _take(self, groups: list[tuple[str, list[Option]]]) -> None:
        self.groups = groups
        self.options = [option for _heading, options in groups for option in options]
        choices: list[Any] = [("", self.nothing or "–")]
        for heading, options in groups:
            pairs = [(option.key, option.name) for option in options]
            choices += [(heading, pairs)] if heading and pairs else pairs
        self.widget.choices = choices


def priorities(*_for: object) -> Groups:
    return [("", [Option(str(each.value), str(each.label), each) for each in Priority])]


def plans(*_for: object) -> Groups:
    """Plans, known also by the name before what they promise: Sev-A of "Sev-A (1 hour, 24/7)"."""
    rows = Plan.objects.active()
    return [("", [Option(str(plan.pk), plan.name, plan, (plan.name.partition(" (")[0],)) for plan in rows])]


def departments(*_for: object) -> Groups:
    return [("", _rows(Department.objects.active()))]


def teams(*_for: object) -> Groups:
    return [("", _rows(Team.objects.active()))]


def every_agent(*_for: object) -> Groups:
    return _agents(Agent.objects.active().select_related("user"))


def holders(ticket: Ticket, _agent: Agent) -> Groups:
    """Agents who can be given the ticket; who is away can be given it too, but is told apart."""
    everyone = Agent.objects.active().with_rights()
    return _agents([agent for agent in everyone if may_hold(agent, ticket.department)])


def topics(*_for: object) -> Groups:
    """Topics in use, those below another one under its name."""
    rows = list(HelpTopic.objects.active())
    parents = {topic.parent_id for topic in rows}
    yield "", _rows(topic for topic in rows if topic.parent_id is None and topic.pk not in parents)
    for parent in (topic for topic in rows if topic.pk in parents):
        yield parent.name, _rows([parent, *(topic for topic in rows if topic.parent_id == parent.pk)])


def statuses_of(*states: State) -> Offer:
    """The statuses that these states have, in their order."""

    def offer(_ticket: Ticket, _agent: Agent) -> Groups:
        return [("", _rows(Status.objects.filter(state__in=states, archived_at=None)))]

    return offer


def _rows(rows: Iterable[Model]) -> list[Option]:
    return [Option(str(row.pk), str(row), row) for row in rows]


def _agents(agents: Iterable[Agent]) -> Groups:
    agents = list(agents)
    namesakes = Counter(agent.name for agent in agents)

    def option(agent: Agent) -> Option:
        told_apart = namesakes[agent.name] > 1
        return Option(str(agent.pk), f"{agent.name} ({agent.email})" if told_apart else agent.name, agent)

    yield "", [option(agent) for agent in agents if agent.is_available]
    yield _("Away"), [option(agent) for agent in agents if not agent.is_available]
