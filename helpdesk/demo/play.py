"""Plays the script of one ticket on the stage: its words, its people by chance, its turns."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from agents.models import Agent
from helpdesk.demo.bank import Bank
from helpdesk.demo.everyday import (
    COLLEAGUES,
    COST_CENTRES,
    COUNTERS,
    DEVICES,
    FILES,
    FLOORS,
    OFFICES,
    PLACES,
    ROOMS,
    Script,
    Turn,
)
from helpdesk.demo.stage import Stage
from tickets.actor import Actor
from tickets.models import Requester, Status, Ticket
from tickets.operations.close import close_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State

NOT_BY_CHANCE: Final = frozenset({"james", "james.doe", "cfo"})
"""Their tickets are the three stories."""


class Play:
    """One ticket and its script; the same chance plays the same, in whatever order tickets are told."""

    def __init__(self, stage: Stage, bank: Bank, script: Script, chance: str) -> None:
        self.stage, self.bank, self.script = stage, bank, script
        self.random = Random(chance)
        self.words = {name: self.random.choice(words) for name, words in WORDS.items()}
        people = [person for key, person in bank.requesters.items() if key not in NOT_BY_CHANCE]
        self.requester: Requester = self.random.choice(people)

    def open(self, moment: datetime, *, source: Source = Source.WEB, by: Actor | None = None) -> Ticket:
        """The script's request; `by` where somebody called and an agent wrote it down."""
        subject = self.script.subject.format(**self.words)
        with self.stage.at(moment):
            return open_ticket(
                requester=self.requester,
                subject=subject[0].upper() + subject[1:],
                body=Body.from_text(self.script.message.format(**self.words)),
                topic=self.bank.topics[self.script.topic],
                source=source,
                by=by or self.requester,
            )

    def take(self, turn: Turn, ticket: Ticket, agent: Agent, moment: datetime, *, waits: bool) -> None:
        """One turn; `waits`: after a question the ticket is pending."""
        body = Body.from_text(turn.text.format(**self.words))
        with self.stage.at(moment):
            match turn.kind:
                case "ask":
                    reply_to_ticket(ticket, body, by=agent, then=_default(State.PENDING) if waits else None)
                case "inform":
                    reply_to_ticket(ticket, body, by=agent)
                case "solve":
                    reply_to_ticket(ticket, body, by=agent, then=_default(State.RESOLVED))
                case "note":
                    note_on_ticket(ticket, body, by=agent)
                case "answer" | "thank":
                    receive_message(ticket, body, by=ticket.requester, source=Source.WEB)
        if turn.kind == "thank" and ticket.state == State.OPEN:
            with self.stage.at(moment + timedelta(minutes=1)):
                close_ticket(ticket, by=ticket.requester)


WORDS: Final[dict[str, Sequence[str]]] = {
    "place": PLACES,
    "office": OFFICES,
    "floor": FLOORS,
    "device": DEVICES,
    "file": FILES,
    "room": ROOMS,
    "counter": COUNTERS,
    "cost_centre": COST_CENTRES,
    "colleague": COLLEAGUES,
}


def _default(state: State) -> Status:
    return Status.objects.get(state=state, is_default=True)
