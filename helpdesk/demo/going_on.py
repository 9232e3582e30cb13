"""What is going on right now, so that every queue of every sign-in has something in it at any hour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Literal

from agents.models import Agent
from helpdesk.demo.bank import Bank
from helpdesk.demo.everyday import PC, SCRIPTS, Script
from helpdesk.demo.play import Play
from helpdesk.demo.stage import Stage
from tickets.models import Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.delete import delete_ticket
from tickets.operations.open import open_ticket
from tickets.operations.register_requester import register_requester
from tickets.operations.replan import replan_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

SUPPORT, SYSTEMS = "Support", "System Administrators"
LEADS: Final = {SUPPORT: "amara", SYSTEMS: "lena"}


@dataclass(frozen=True, slots=True)
class Now:
    """A ticket in the middle of its life: who has it, and how far its script has come.

    `turns` of the script were taken; a question among them means that we wait for an answer, unless
    `is_answered`: then it was asked by the way. What `is_solved` was answered, too, with the solution. With `plan` Sev-B it is promised around the clock: an answer
    within the hour, all of it within four, so that something is late or soon late at night too.
    """

    minutes: int  # ago it was opened
    department: str
    agent: str = ""
    team: str = ""
    turns: int = 0
    is_answered: bool = False
    is_solved: bool = False
    plan: Literal["", "Sev-B"] = ""


GOING_ON: Final = (
    # nobody has these
    Now(52, SUPPORT), Now(31, SYSTEMS), Now(24, SUPPORT), Now(17, SYSTEMS), Now(9, SUPPORT), Now(4, SUPPORT),
    # teams have these
    Now(95, SUPPORT, team="first"), Now(44, SUPPORT, team="first"), Now(38, SYSTEMS, team="second"),
    Now(33, SYSTEMS, team="second"), Now(120, SUPPORT, team="banking"), Now(58, SYSTEMS, team="third"),
    # agents have these
    Now(140, SUPPORT, "john", team="first", turns=1), Now(65, SUPPORT, "john", turns=1, is_answered=True),
    Now(88, SUPPORT, "john", team="banking", turns=1, is_answered=True), Now(35, SUPPORT, "john"),
    Now(180, SYSTEMS, "jane", turns=1), Now(75, SYSTEMS, "jane", team="second", turns=2),
    Now(110, SYSTEMS, "jane", turns=1, is_answered=True), Now(48, SYSTEMS, "jane"),
    Now(230, SUPPORT, "samuel", turns=2, is_solved=True), Now(62, SUPPORT, "amara", team="second", turns=1),
    Now(160, SYSTEMS, "priya", turns=2, is_solved=True), Now(190, SUPPORT, "admin", turns=1),
    Now(55, SUPPORT, "admin", turns=1, is_answered=True),
    # late, and soon late
    Now(84, SUPPORT, plan="Sev-B"), Now(71, SYSTEMS, plan="Sev-B"), Now(49, SUPPORT, plan="Sev-B"),
    Now(199, SUPPORT, "john", turns=1, is_answered=True, plan="Sev-B"),
    Now(205, SYSTEMS, "jane", turns=1, is_answered=True, plan="Sev-B"),
    Now(194, SYSTEMS, "tomasz", turns=1, is_answered=True, plan="Sev-B"),
)  # fmt: skip


class GoingOn:
    """Tells what is going on at this moment."""

    def __init__(self, stage: Stage, bank: Bank, until: datetime) -> None:
        self.stage, self.bank, self.until = stage, bank, until

    def tellings(self) -> Iterator[Callable[[], None]]:
        for index, standing in enumerate(GOING_ON):
            scripts = _scripts_for(standing)
            script = scripts[(index * 11 + 5) % len(scripts)]
            yield partial(self._tell, standing, Play(self.stage, self.bank, script, f"now {index}"))
        yield self._tell_spam

    def _tell(self, standing: Now, play: Play) -> None:
        """Step by step at even distances, the last some time ago."""
        opened = self.until - timedelta(minutes=standing.minutes)
        step = min(timedelta(minutes=standing.minutes) / (standing.turns + 5), timedelta(minutes=12))
        lead = self.bank.agents[LEADS[standing.department]]
        ticket = play.open(opened)
        if standing.plan or standing.team:
            with self.stage.at(opened + step):
                self._route(ticket, standing, lead)
        if not standing.agent:
            return
        agent = self.bank.agents[standing.agent]
        with self.stage.at(opened + 2 * step):
            claim_ticket(ticket, by=agent)
        turns = list(play.script.turns[: standing.turns])
        if standing.is_solved:
            turns += [turn for turn in play.script.turns if turn.kind == "solve"]
        for number, turn in enumerate(turns, start=3):
            play.take(turn, ticket, agent, opened + number * step, waits=not standing.is_answered)

    def _route(self, ticket: Ticket, standing: Now, lead: Agent) -> None:
        if standing.plan:
            replan_ticket(
                ticket, self.bank.plans[standing.plan], by=lead, comment="Holds up the whole counter."
            )
        if standing.team:
            assign_ticket(ticket, team=self.bank.teams[standing.team], by=lead)

    def _tell_spam(self) -> None:
        """What nobody should have to read is in the trash."""
        with self.stage.at(self.until - timedelta(minutes=150)):
            sender = register_requester("winner@prizes.example", name="International Prize Office")
            spam = open_ticket(
                requester=sender,
                subject="You have been selected!!!",
                body=Body.from_text("Claim your reward within 24 hours. Send us your account number."),
                topic=self.bank.topics["Other"],
                source=Source.EMAIL,
                by=sender,
            )
        with self.stage.at(self.until - timedelta(minutes=141)):
            delete_ticket(spam, by=self.bank.agents["admin"], comment="Spam")


def _scripts_for(standing: Now) -> list[Script]:
    """Of this department's topics; where it came to turns, one that begins with a question and an answer."""
    return [
        script
        for script in SCRIPTS
        if (standing.department == SYSTEMS) == (script.topic == PC)
        and (not standing.turns or script.turns[0].kind == "ask")
    ]
