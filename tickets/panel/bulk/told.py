"""What became of a verb on many tickets, kept for the page that tells it: by the form that was sent."""

from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from agents.models import Agent
from tickets.models import Ticket
from tickets.panel.bulk.chosen import Chosen, tickets_named
from tickets.panel.bulk.doing import Outcome
from tickets.panel.bulk.verbs import BY_SLUG, BulkVerb

KEY: Final = "bulk_told"
AT_MOST: Final = 3
"""Outcomes that a session remembers; the page of one that is older is gone."""


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome as a session keeps it: each reason once, and the numbers that it holds for."""

    verb: BulkVerb
    place: dict[str, str]
    back: str
    done: int
    missing: int
    reasons: list[tuple[str, list[str]]]

    @classmethod
    def of(cls, verb: BulkVerb, chosen: Chosen, outcome: Outcome) -> Self:
        by_reason: dict[str, list[str]] = {}
        for number, reason in outcome.refused:
            by_reason.setdefault(reason, []).append(number)
        return cls(
            verb, chosen.place, chosen.back, len(outcome.done), outcome.missing, list(by_reason.items())
        )

    @property
    def refused(self) -> list[str]:
        return [number for _reason, numbers in self.reasons for number in numbers]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One ticket and why it was not done to it; `url` and `subject` are empty where it is seen no longer."""

    number: str
    subject: str
    url: str
    reason: str


def refusals_of(told: Told, agent: Agent) -> list[Refusal]:
    """What the page lists, reason by reason."""
    seen = {ticket.number: ticket for ticket in tickets_named(agent, told.refused)}
    return [
        _refusal(number, seen.get(number), reason) for reason, numbers in told.reasons for number in numbers
    ]


def _refusal(number: str, ticket: Ticket | None, reason: str) -> Refusal:
    if ticket is None:
        return Refusal(number, "", "", reason)
    return Refusal(number, ticket.subject, reverse("panel:ticket", args=[number]), reason)


def remember(request: HttpRequest, submission: UUID, told: Told) -> None:
    """Keep it under the form's mark."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    kept[str(submission)] = [told.verb.slug, told.place, told.back, told.done, told.missing, told.reasons]
    request.session[KEY] = dict(list(kept.items())[-AT_MOST:])


def recall(request: HttpRequest, submission: UUID) -> Told | None:
    """What became of the form with this mark, if it was sent before."""
    kept = request.session.get(KEY, {}).get(str(submission))
    if kept is None:
        return None
    slug, place, back, done, missing, reasons = kept
    return Told(BY_SLUG[slug], place, back, done, missing, [(reason, numbers) for reason, numbers in reasons])
