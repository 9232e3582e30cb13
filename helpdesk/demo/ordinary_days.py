"""Ninety days of ordinary work, told through the operations: opened, answered, solved, closed, some still open."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from agents.models import Agent, Team
from helpdesk.demo.bank import Bank
from helpdesk.demo.everyday import (
    COLLEAGUES,
    COST_CENTRES,
    COUNTERS,
    DEVICES,
    FILES,
    FLOORS,
    OFFICES,
    PASSWORD,
    PC,
    PLACES,
    ROOMS,
    SCRIPTS,
    Script,
    Turn,
)
from helpdesk.demo.stage import Stage
from helpdesk.demo.working_time import earlier, later
from tickets.actor import SYSTEM, Actor
from tickets.models import Requester, Status, Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import DONE, Source, State

DAY = 9 * 60
"""Working minutes of a day."""

SUPPORT = ("john", "samuel", "amara", "john", "samuel")
ADMINISTRATORS = ("jane", "priya", "tomasz", "jane")
NOT_BY_CHANCE = frozenset({"james", "james.doe", "cfo"})
"""Their tickets are the three stories."""

MINUTES: dict[str, tuple[int, int]] = {
    # working minutes from one turn to the next
    "ask": (8, 60),
    "answer": (15, 150),
    "inform": (15, 90),
    "note": (5, 30),
    "solve": (20, 120),
    "thank": (10, 180),
}


GOING_ON: tuple[tuple[int, str, str, int], ...] = (
    # minutes ago, who has it, which team has it, how many turns
    (52, "", "", 0), (31, "", "", 0), (24, "", "", 0), (17, "", "", 0), (9, "", "", 0), (4, "", "", 0),
    (95, "", "first", 0), (71, "", "first", 0), (44, "", "first", 0), (38, "", "second", 0),
    (33, "", "second", 0), (120, "", "banking", 0), (26, "", "banking", 0), (58, "", "third", 0),
    (140, "john", "first", 1), (210, "john", "", 2), (65, "john", "", 1), (88, "john", "banking", 3),
    (35, "john", "", 0), (180, "jane", "", 1), (75, "jane", "second", 2), (110, "jane", "", 3),
    (48, "jane", "", 0), (230, "samuel", "first", 2), (130, "samuel", "", 1), (62, "amara", "second", 1),
    (160, "priya", "third", 2), (205, "tomasz", "", 3), (190, "admin", "", 1), (55, "admin", "", 2),
)  # fmt: skip


SOON_DUE = (49, 51, 53)
"""Minutes ago; whoever is locked out is promised an answer within the hour, day and night."""


class OrdinaryDays:
    """Plays the scripts of everyday work: each ticket by a chance of its own, so that any order tells the same."""

    def __init__(self, stage: Stage, bank: Bank, until: datetime) -> None:
        self.stage, self.bank, self.until = stage, bank, until
        self.random = Random()
        self.people = [person for key, person in bank.requesters.items() if key not in NOT_BY_CHANCE]
        self.waiting = Status.objects.get(state=State.PENDING, is_default=True)
        self.resolved = Status.objects.get(state=State.RESOLVED, is_default=True)

    def tellings(self, past: int, recent: int) -> Iterator[Callable[[], None]]:
        """So many tickets over three months, so many of the last working hours, and what is going on now."""
        for index in range(past):
            since = DAY * 3 + (index + 0.5) * DAY * 60 / past
            yield partial(self._tell, f"past {index}", self._play, SCRIPTS[index % len(SCRIPTS)], since)
        for index in range(recent):
            since = 5 + (index + 0.5) * DAY * 1.4 / recent
            script = SCRIPTS[(index * 7 + 3) % len(SCRIPTS)]
            yield partial(self._tell, f"recent {index}", self._play, script, since)
        for index, (minutes, agent, team, turns) in enumerate(GOING_ON):
            scripts = self._scripts_of(agent)
            script = scripts[(index * 11 + 5) % len(scripts)]
            yield partial(self._tell, f"now {index}", self._place, script, minutes, agent, team, turns)
        passwords = [script for script in SCRIPTS if script.topic == PASSWORD]
        for script, minutes in zip(passwords, SOON_DUE, strict=False):
            yield partial(self._tell, f"soon due {minutes}", self._place, script, minutes, "", "", 0)

    def _tell(self, chance: str, how: Callable[..., None], *what: Any) -> None:
        self.random = Random(chance)
        how(*what)

    def _scripts_of(self, key: str) -> list[Script]:
        """What comes to the department of this agent; to nobody's, anything."""
        if not key:
            return list(SCRIPTS)
        return [script for script in SCRIPTS if (key in ADMINISTRATORS) == (script.topic == PC)]

    def _place(self, script: Script, minutes: int, key: str, team: str, turns: int) -> None:
        """A ticket in the middle of its life: opened so many minutes ago, with the first turns of its script."""
        words = self._words()
        agent = self.bank.agents.get(key)
        opened = self.until - timedelta(minutes=minutes)
        ticket = self._open(script, self.random.choice(self.people), Source.WEB, opened, words)
        step = timedelta(minutes=minutes) / (turns + 3)
        if team:
            with self.stage.at(opened + step):
                assign_ticket(ticket, team=self.bank.teams[team], by=self.bank.agents["amara"])
        if agent is None:
            return
        with self.stage.at(opened + 2 * step):
            claim_ticket(ticket, by=agent)
        for number, turn in enumerate(script.turns[:turns], start=3):
            if turn.kind in ("solve", "thank"):
                return
            self._take(turn, ticket, agent, opened + number * step, words)

    def _play(self, script: Script, since: float) -> None:
        """A whole life, as far as it has come by now; opened about so many working minutes ago."""
        words = self._words()
        moment = earlier(self.until, max(4, since + self.random.uniform(-20, 20)))
        source = self.random.choices([Source.WEB, Source.EMAIL, Source.PHONE], [6, 3, 1])[0]
        agent = self._agent(script)
        requester = self.random.choice(self.people)
        by = agent if source == Source.PHONE else requester
        ticket = self._open(script, requester, source, moment, words, by=by)
        moment = later(moment, self.random.triangular(4, 230, 40))
        if moment >= self.until:
            return
        chance = self.random.random()
        if chance < 0.15:
            with self.stage.at(moment):
                assign_ticket(ticket, team=self._team(ticket), by=self.bank.agents["amara"])
            moment = later(moment, self.random.triangular(5, 120, 20))
            if moment >= self.until:
                return
        elif chance < 0.7:
            with self.stage.at(moment):
                claim_ticket(ticket, by=agent)
        for turn in script.turns:
            moment = later(moment, self.random.uniform(*MINUTES[turn.kind]))
            if moment >= self.until:
                return
            self._take(turn, ticket, agent, moment, words)
        self._end(ticket, moment)

    def _open(
        self,
        script: Script,
        requester: Requester,
        source: Source,
        moment: datetime,
        words: dict[str, str],
        by: Actor | None = None,
    ) -> Ticket:
        with self.stage.at(moment):
            return open_ticket(
                requester=requester,
                subject=_capitalized(script.subject.format(**words)),
                body=Body.from_text(script.message.format(**words)),
                topic=self.bank.topics[script.topic],
                source=source,
                by=by or requester,
            )

    def _take(
        self, turn: Turn, ticket: Ticket, agent: Agent, moment: datetime, words: dict[str, str]
    ) -> None:
        body = Body.from_text(turn.text.format(**words))
        with self.stage.at(moment):
            match turn.kind:
                case "ask":
                    waits = self.random.random() < 0.85
                    reply_to_ticket(ticket, body, by=agent, then=self.waiting if waits else None)
                case "inform":
                    reply_to_ticket(ticket, body, by=agent)
                case "solve":
                    reply_to_ticket(ticket, body, by=agent, then=self.resolved)
                case "note":
                    note_on_ticket(ticket, body, by=agent)
                case "answer" | "thank":
                    receive_message(ticket, body, by=ticket.requester, source=Source.WEB)
        if turn.kind == "thank" and ticket.state == State.OPEN:
            with self.stage.at(moment + timedelta(minutes=1)):
                close_ticket(ticket, by=ticket.requester)

    def _end(self, ticket: Ticket, moment: datetime) -> None:
        """What nobody touches any more closes by itself after its days."""
        ticket.refresh_from_db()
        if ticket.state not in DONE or ticket.state == State.CLOSED:
            return
        closing = moment + timedelta(days=ticket.topic.closes_after_days if ticket.topic else 7)
        if closing < self.until:
            with self.stage.at(closing):
                close_ticket(ticket, by=SYSTEM)

    def _team(self, ticket: Ticket) -> Team:
        is_support = ticket.department == self.bank.departments["Support"]
        return self.bank.teams["first" if is_support else "second"]

    def _agent(self, script: Script) -> Agent:
        keys: Sequence[str] = SUPPORT
        department = self.bank.topics[script.topic].department
        if department is not None and department.name == "System Administrators":
            keys = ADMINISTRATORS
        return self.bank.agents[self.random.choice(keys)]

    def _words(self) -> dict[str, str]:
        return {
            "place": self.random.choice(PLACES),
            "office": self.random.choice(OFFICES),
            "floor": self.random.choice(FLOORS),
            "device": self.random.choice(DEVICES),
            "file": self.random.choice(FILES),
            "room": self.random.choice(ROOMS),
            "counter": self.random.choice(COUNTERS),
            "cost_centre": self.random.choice(COST_CENTRES),
            "colleague": self.random.choice(COLLEAGUES),
        }


def _capitalized(subject: str) -> str:
    return subject[0].upper() + subject[1:]
