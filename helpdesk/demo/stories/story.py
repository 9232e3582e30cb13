"""A day on the stage, and the verbs people use on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from agents.models import Agent
from helpdesk.demo.bank import Bank
from helpdesk.demo.stage import Stage
from tickets.models import Requester, Status, Ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State


class Story:
    """A day on the stage: `at("09:12")` sets the clock, the rest are the verbs people use."""

    def __init__(self, stage: Stage, bank: Bank, day: datetime) -> None:
        self.stage, self.bank, self.day = stage, bank, day

    @contextmanager
    def at(self, clock: str, *, days: int = 0) -> Iterator[None]:
        hour, minute = clock.split(":")
        moment = self.day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
        with self.stage.at(moment + timedelta(days=days)):
            yield

    def opens(self, requester: Requester, topic: str, subject: str, text: str) -> Ticket:
        return open_ticket(
            requester=requester,
            subject=subject,
            body=Body.from_text(text),
            topic=self.bank.topics[topic],
            source=Source.WEB,
            by=requester,
        )

    def writes(self, ticket: Ticket, text: str) -> None:
        receive_message(ticket, Body.from_text(text), by=ticket.requester, source=Source.WEB)

    def replies(self, ticket: Ticket, agent: Agent, text: str, then: State | None = None) -> None:
        status = Status.objects.get(state=then, is_default=True) if then else None
        reply_to_ticket(ticket, Body.from_text(text), by=agent, then=status)

    def notes(self, ticket: Ticket, agent: Agent, text: str) -> None:
        note_on_ticket(ticket, Body.from_text(text), by=agent)
