"""A verb done to many tickets, one transaction each: what went through, and why the rest did not."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict

from agents.errors import OperationRefused
from agents.gate import AgentRequest
from tickets.access import sees, visible_to
from tickets.forms.verb import VerbForm
from tickets.models import Ticket
from tickets.panel.actions.base import Action
from tickets.panel.bulk.verbs import BulkVerb

BATCH: Final = 50
"""Tickets looked up at a time; each is read anew under its lock."""


@dataclass(slots=True)
class Outcome:
    """The numbers of what it was done to, those refused with the reason, and how many weren't there."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    missing: int = 0


def do_to_each(verb: BulkVerb, numbers: list[str], request: AgentRequest, data: QueryDict) -> Outcome:
    """Do it to each as if it stood alone; what the agent doesn't see isn't there.

    Each is a transaction of its own: what went through stays, whatever becomes of the others.
    """
    outcome, forms = Outcome(), _Forms(verb.action, data)
    for begin in range(0, len(numbers), BATCH):
        batch = numbers[begin : begin + BATCH]
        there = visible_to(request.agent).in_bulk(batch, field_name="number")
        for number in batch:
            _do(verb.action, number, there.get(number), request, forms, outcome)
    return outcome


class _Forms:
    """The verb's form, read once for all tickets for which the same can be chosen: agents are not few."""

    def __init__(self, verb: type[Action], data: QueryDict) -> None:
        self.data = data
        self.facts = verb.choices_vary_by
        self.read: dict[Hashable, VerbForm] = {}

    def form_for(self, action: Action) -> VerbForm:
        kind = tuple(getattr(action.ticket, fact) for fact in self.facts)
        if kind not in self.read:
            self.read[kind] = action.form_class(self.data, ticket=action.ticket, by=action.agent)
        return self.read[kind]


def _do(
    verb: type[Action],
    number: str,
    ticket: Ticket | None,
    request: AgentRequest,
    forms: _Forms,
    outcome: Outcome,
) -> None:
    """Do it to one ticket, as its own page would, and note what became of it."""
    reason = _refusal(verb.on(ticket, request), forms) if ticket else ""
    if ticket is None or (reason and not sees(request.agent, ticket)):  # not there, or not any more
        outcome.missing += 1
    elif reason:
        outcome.refused.append((number, reason))
    else:
        outcome.done.append(number)


def _refusal(action: Action, forms: _Forms) -> str:
    """Why it is not done; the empty reason means that it is."""
    try:
        action.ask()
        form = forms.form_for(action)
        if not form.is_valid():
            return next(str(reasons[0]) for reasons in form.errors.values())
        action.carry_out(form.cleaned_data)
    except (PermissionDenied, OperationRefused) as refused:
        return str(refused)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""
