"""The lives that are printed: told through the operations, the watcher looking in before each step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from random import Random
from typing import Final

from django.db.models import F
from procrastinate.contrib.django import app as jobs
from procrastinate.testing import InMemoryConnector

from agents.models import Agent
from helpdesk.demo.everyday import SCRIPTS, Script, Turn
from helpdesk.demo.play import WORDS
from helpdesk.load.workforce import Workplace
from sla.models import Target
from sla.moment import at
from tickets.models import Delivery, Requester, Status, Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close_left_alone import close_left_alone
from tickets.operations.escalate import escalate_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.receive import receive_message
from tickets.operations.refer import refer_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.watch import watch_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State

DEVICE: Final = "MB-000000"
"""Stands in every first message; each print names a device of its own."""

OLDEST, QUIET = timedelta(days=26), timedelta(days=8)


class Ending(StrEnum):
    """How far a life has come by now."""

    CLOSED = auto()
    RESOLVED = auto()
    WAITING = auto()
    ANSWERED = auto()
    ASKED = auto()
    FRESH = auto()


LAST_TURN: Final[dict[Ending, tuple[str, ...]]] = {
    Ending.WAITING: ("ask",),
    Ending.ANSWERED: ("ask", "inform"),
    Ending.ASKED: ("answer",),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one life; another agent, of another department, is referred to in some."""

    workplace: Workplace
    agent: Agent
    requester: Requester
    referee: Agent


@dataclass(frozen=True, slots=True)
class Life:
    """A ticket that was told, who is in it, and how far it may be moved without becoming untrue."""

    ticket: Ticket
    cast: Cast
    ending: Ending
    is_referred: bool
    leeway: timedelta


@contextmanager
def nothing_follows() -> Iterator[None]:
    """Let jobs be deferred to nowhere: nobody is told of what never happened."""
    with jobs.replace_connector(InMemoryConnector()):
        yield


class Teller:
    """Tells one life; the same chance tells the same."""

    def __init__(
        self, cast: Cast, ending: Ending, *, is_referred: bool, chance: str, until: datetime
    ) -> None:
        self.cast, self.ending, self.is_referred, self.until = cast, ending, is_referred, until
        self.random = Random(chance)
        self.words = {name: self.random.choice(words) for name, words in WORDS.items()} | {"device": DEVICE}
        self.script, self.turns = self._choose_script()

    def tell(self) -> Life:
        begins, ends = self._span()
        ticket = self._open(begins)
        steps = [*self._steps_before(ticket), *(self._step(ticket, turn) for turn in self.turns)]
        moments = sorted(begins + (ends - begins) * self.random.uniform(0.02, 0.95) for _step in steps)
        for moment, step in zip(moments, steps, strict=True):
            self._happen(ticket, moment, step)
        if self.ending == Ending.CLOSED:
            ticket.refresh_from_db()
            self._happen(ticket, ticket.closes_at, lambda: close_left_alone(ticket))
        self._happen(ticket, self.until, lambda: None)
        Delivery.objects.filter(ticket=ticket).update(
            state=Delivery.State.SENT, attempts=1, sent_at=F("created_at") + timedelta(seconds=2)
        )
        return Life(ticket, self.cast, self.ending, self.is_referred, self._leeway(ticket))

    def _choose_script(self) -> tuple[Script, list[Turn]]:
        """A script, and as many of its turns as lead to the ending."""
        if self.ending == Ending.FRESH:
            return self.random.choice(SCRIPTS), []
        if self.ending in (Ending.CLOSED, Ending.RESOLVED):
            script = self.random.choice([script for script in SCRIPTS if _solution_of(script) is not None])
            return script, list(script.turns[: (_solution_of(script) or 0) + 1])
        kinds = LAST_TURN[self.ending]
        script = self.random.choice(
            [script for script in SCRIPTS if any(turn.kind in kinds for turn in script.turns)]
        )
        last = max(index for index, turn in enumerate(script.turns) if turn.kind in kinds)
        return script, list(script.turns[: last + 1])

    def _span(self) -> tuple[datetime, datetime]:
        """From the opening to the last step: what is done took hours, what is open is minutes to days old."""
        if self.ending == Ending.CLOSED:
            begins = self._at_work(self.until - OLDEST + timedelta(days=self.random.uniform(0, 7)))
            return begins, begins + timedelta(hours=self.random.lognormvariate(1.6, 1.3) % 200)
        if self.ending == Ending.RESOLVED:
            begins = self.until - timedelta(hours=self.random.uniform(8, 150))
            return begins, min(begins + timedelta(hours=self.random.uniform(1, 30)), self.until)
        is_young = self.random.random() < 0.75
        age = self.random.uniform(0.2, 3) if is_young else self.random.lognormvariate(3.5, 1)
        return self.until - timedelta(hours=age), self.until

    def _at_work(self, moment: datetime) -> datetime:
        """On a working day between eight and five, UTC."""
        moment += timedelta(days=max(0, moment.weekday() - 4) and 7 - moment.weekday())
        return moment.replace(hour=8) + timedelta(minutes=self.random.triangular(0, 540, 120))

    def _open(self, moment: datetime) -> Ticket:
        source = self.random.choices([Source.WEB, Source.EMAIL, Source.PHONE], [5, 4, 1])[0]
        text = f"{self._said(self.script.message)}\n\nDevice: {DEVICE}"
        with at(moment):
            return open_ticket(
                requester=self.cast.requester,
                subject=self._said(self.script.subject),
                body=Body.from_text(text),
                source=source,
                by=self.cast.agent if source == Source.PHONE else self.cast.requester,
                topic=self.random.choice(self.cast.workplace.topics),
            )

    def _steps_before(self, ticket: Ticket) -> Iterator[Callable[[], object]]:
        """Somebody takes it, lets others see it, gives it on: never for what nobody has touched."""
        agent = self.cast.agent
        if self.ending == Ending.FRESH:
            if self.random.random() < 0.4:
                yield lambda: assign_ticket(ticket, team=self.cast.workplace.team, by=agent)
            return
        chance = self.random.random()
        if chance < 0.25:
            yield lambda: assign_ticket(ticket, team=self.cast.workplace.team, assignee=agent, by=agent)
        elif chance < 0.8:
            yield lambda: claim_ticket(ticket, by=agent)
        if self.is_referred:
            yield lambda: refer_ticket(ticket, self.cast.referee, by=agent)
        if chance < 0.08:
            yield lambda: escalate_ticket(ticket, by=agent, comment="Tried what the manual says.")

    def _step(self, ticket: Ticket, turn: Turn) -> Callable[[], object]:
        body, agent = Body.from_text(self._said(turn.text)), self.cast.agent
        is_last = turn is self.turns[-1]
        match turn.kind:
            case "ask":
                waits = self.ending == Ending.WAITING if is_last else self.random.random() < 0.7
                then = _default(State.PENDING) if waits else None
                return lambda: reply_to_ticket(ticket, body, by=agent, then=then)
            case "solve":
                return lambda: reply_to_ticket(ticket, body, by=agent, then=_default(State.RESOLVED))
            case "note":
                return lambda: note_on_ticket(ticket, body, by=agent)
            case "inform":
                return lambda: reply_to_ticket(ticket, body, by=agent)
            case _:
                return lambda: receive_message(ticket, body, by=ticket.requester, source=Source.WEB)

    def _happen(self, ticket: Ticket, moment: datetime, step: Callable[[], object]) -> None:
        with at(moment):
            if Target.objects.due(moment).filter(clock=ticket.clock_id).exists():
                watch_ticket(ticket)
            step()

    def _leeway(self, ticket: Ticket) -> timedelta:
        """How far back what is not over may be moved: nothing new falls due, no hours are crossed."""
        if self.ending == Ending.CLOSED or ticket.clock.hours_id is not None:
            return timedelta(0)
        coming = [target.watch_at for target in Target.objects.running().filter(clock=ticket.clock_id)]
        ahead = [moment - self.until for moment in coming if moment is not None]
        return min([timedelta(minutes=10), *(gap / 2 for gap in ahead)])

    def _said(self, text: str) -> str:
        return text.format(**self.words)


def _solution_of(script: Script) -> int | None:
    """Which turn solves it; scripts that go on after that are not told to their end."""
    return next((index for index, turn in enumerate(script.turns) if turn.kind == "solve"), None)


def _default(state: State) -> Status:
    return Status.objects.get(state=state, is_default=True)
