"""Ninety days of ordinary work, told through the operations: opened, answered, solved, closed, some still open."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from agents.models import Agent, Team
from helpdesk.demo.bank import Bank
from helpdesk.demo.everyday import SCRIPTS, Kind, Script
from helpdesk.demo.play import Play
from helpdesk.demo.stage import Stage
from helpdesk.demo.working_time import earlier, later
from tickets.models import Ticket
from tickets.models.ticket import CLOSES_AFTER_DAYS
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close_left_alone import close_left_alone
from tickets.vocabulary import Source, State

DAY = 9 * 60
"""Working minutes of a day."""

SUPPORT = ("john", "samuel", "amara", "john", "samuel")
ADMINISTRATORS = ("jane", "priya", "tomasz", "jane")

MINUTES: dict[Kind, tuple[int, int]] = {
    # working minutes from one turn to the next
    "ask": (8, 60),
    "answer": (15, 150),
    "inform": (15, 90),
    "note": (5, 30),
    "solve": (20, 120),
    "thank": (10, 180),
}


class OrdinaryDays:
    """Whole lives of tickets, as far as each has come by now."""

    def __init__(self, stage: Stage, bank: Bank, until: datetime) -> None:
        self.stage, self.bank, self.until = stage, bank, until

    def tellings(self, past: int, recent: int) -> Iterator[Callable[[], None]]:
        """So many tickets over three months, and so many of the last working hours."""
        for index in range(past):
            since = DAY * 3 + (index + 0.5) * DAY * 60 / past
            yield partial(self._tell, f"past {index}", SCRIPTS[index % len(SCRIPTS)], since)
        for index in range(recent):
            since = 5 + (index + 0.5) * DAY * 1.4 / recent
            yield partial(self._tell, f"recent {index}", SCRIPTS[(index * 7 + 3) % len(SCRIPTS)], since)

    def _tell(self, chance: str, script: Script, since: float) -> None:
        """Opened about so many working minutes ago."""
        play = Play(self.stage, self.bank, script, chance)
        moment = earlier(self.until, max(4, since + play.random.uniform(-20, 20)))
        source = play.random.choices([Source.WEB, Source.EMAIL, Source.PHONE], [6, 3, 1])[0]
        agent = self._agent(play)
        ticket = play.open(moment, source=source, by=agent if source == Source.PHONE else None)
        moment = later(moment, play.random.triangular(4, 230, 40))
        if moment >= self.until:
            return
        chance_of_hands = play.random.random()
        if chance_of_hands < 0.15:
            with self.stage.at(moment):
                assign_ticket(ticket, team=self._team(ticket), by=self.bank.agents["amara"])
            moment = later(moment, play.random.triangular(5, 120, 20))
            if moment >= self.until:
                return
        elif chance_of_hands < 0.7:
            with self.stage.at(moment):
                claim_ticket(ticket, by=agent)
        for turn in script.turns:
            moment = later(moment, play.random.uniform(*MINUTES[turn.kind]))
            if moment >= self.until:
                return
            play.take(turn, ticket, agent, moment, waits=play.random.random() < 0.85)
        self._leave_alone(ticket)

    def _leave_alone(self, ticket: Ticket) -> None:
        """What nobody touches any more closes by itself after its days."""
        ticket.refresh_from_db()
        days = ticket.topic.closes_after_days if ticket.topic else CLOSES_AFTER_DAYS
        closing = ticket.last_activity_at + timedelta(days=days)
        if ticket.state == State.RESOLVED and closing < self.until:
            with self.stage.at(closing):
                close_left_alone(ticket)

    def _team(self, ticket: Ticket) -> Team:
        is_support = ticket.department == self.bank.departments["Support"]
        return self.bank.teams["first" if is_support else "second"]

    def _agent(self, play: Play) -> Agent:
        keys: Sequence[str] = SUPPORT
        department = self.bank.topics[play.script.topic].department
        if department is not None and department.name == "System Administrators":
            keys = ADMINISTRATORS
        return self.bank.agents[play.random.choice(keys)]
