"""What a verb asks before it is done to many tickets: its own form, once, with what any of them offers."""

from django.http import QueryDict

from agents.gate import AgentRequest
from agents.models import Agent
from tickets.forms.choices import ChoiceField, Option
from tickets.forms.verb import VerbForm
from tickets.models import Ticket
from tickets.panel.actions.base import Action, for_action
from tickets.panel.bulk.verbs import BulkVerb

KINDS_AT_MOST = 20
"""Tickets that differ in what can be chosen for them, whose choices are put together."""


class NothingThere(Exception):
    """None of the tickets is there, or none is visible."""


def form_for(verb: BulkVerb, numbers: list[str], request: AgentRequest, data: QueryDict | None) -> VerbForm:
    """The verb's form for the first of the tickets, in which whatever is offered for any of them is offered.

    Raises NothingThere.
    """
    samples = _samples(verb.action, numbers, request.agent)
    if not samples:
        raise NothingThere
    forms = [_form(verb.action, ticket, request.agent, data) for ticket in samples]
    for name, field in forms[0].fields.items():
        if isinstance(field, ChoiceField) and verb.action.choices_vary_by:
            _offer_all(
                field, [other for form in forms if isinstance(other := form.fields[name], ChoiceField)]
            )
    return forms[0]


def lead_for(verb: BulkVerb, numbers: list[str], request: AgentRequest) -> str:
    """One sentence about what it does, where it is the same for every ticket."""
    if not verb.is_led:
        return ""
    ticket = for_action(request.agent).filter(number__in=numbers).first()
    return verb.action.on(ticket, request).lead() if ticket else ""


def _samples(action: type[Action], numbers: list[str], agent: Agent) -> list[Ticket]:
    """One ticket of each kind, as far as kinds differ in what can be chosen."""
    tickets = for_action(agent).filter(number__in=numbers)
    if not action.choices_vary_by:
        return list(tickets[:1])
    return list(
        tickets.order_by(*action.choices_vary_by, "pk").distinct(*action.choices_vary_by)[:KINDS_AT_MOST]
    )


def _form(action: type[Action], ticket: Ticket, agent: Agent, data: QueryDict | None) -> VerbForm:
    return action.form_class(data, ticket=ticket, by=agent)


def _offer_all(field: ChoiceField, fields: list[ChoiceField]) -> None:
    """Let a field offer under the same headings what any of them offers, and take what any takes."""
    taken = {option.key: option for other in fields for option in other.options}
    groups: dict[str, dict[str, Option]] = {}
    for other in fields:
        for heading, options in other.groups:
            groups.setdefault(heading, {}).update({option.key: option for option in options})
    field.offer_groups([(heading, options.values()) for heading, options in groups.items()])
    field.options = list(taken.values())
