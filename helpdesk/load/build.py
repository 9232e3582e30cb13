"""Builds the large desk: found it, tell some lives, print them by the thousand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final

from django.db import connection, transaction
from django.db.models import Max, Min

from helpdesk.load.lives import Cast, Ending, Life, Teller, nothing_follows
from helpdesk.load.numbers import free_numbers, make_room
from helpdesk.load.printing import keep_lives, print_lives, reserve_keys
from helpdesk.load.requesters import Crowd, Person, lay_requesters
from helpdesk.load.workforce import Workplace, found_workforce
from sla.models import Clock, Target
from sla.moment import at
from tickets.models import Entry, Requester, Ticket
from tickets.numbering import drawing_from

WEEKS: Final = 104
AT_ONCE: Final = 5_000
FEWEST_LIVES, MOST_LIVES = 16, 96
"""Sixteen show every ending; a life takes as long as printing three hundred."""
REFERRALS_EACH: Final = 200

SHARES: Final[dict[Ending, tuple[int, float]]] = {
    # lives that are told, of sixteen; share of the tickets
    Ending.CLOSED: (8, 0.925),
    Ending.RESOLVED: (2, 0.02),
    Ending.WAITING: (2, 0.02),
    Ending.ANSWERED: (1, 0.01),
    Ending.ASKED: (1, 0.01),
    Ending.FRESH: (2, 0.015),
}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Printable:
    """A life and the keys it takes: how many targets and entries, and where they begin."""

    life: Life
    first_target: int
    targets: int
    first_entry: int
    entries: int


def load_desk(tickets: int, *, until: datetime, say: Say, seed: int = 1) -> None:
    """Add so many tickets of two years to the desk; the same moment and seed add the same."""
    chance = Random(seed)
    with transaction.atomic():
        length = make_room(tickets)
        with at(until - timedelta(weeks=WEEKS + 4)):
            workplaces = found_workforce()
            crowd = lay_requesters(tickets, since=until - timedelta(weeks=WEEKS + 4))
        lives = _tell_lives(workplaces, crowd, chance, until, most=_lives_for(tickets))
    say(f"{len(lives)} lives are told; they are printed now.")
    press = _Press(lives, workplaces, crowd, chance, referred=_share_of_referred(tickets, workplaces))
    done = len(lives)
    numbers = free_numbers(length)
    while done < tickets:
        count = min(AT_ONCE, tickets - done)
        with transaction.atomic():
            press.print(list(islice(numbers, count)), done=done, of=tickets)
        done += count
        say(f"{done:,} of {tickets:,} tickets")
        if done == len(lives) + count or done == tickets:
            _count_rows()


def _count_rows() -> None:
    """Let PostgreSQL know how large its tables have become, before it plans by what they were."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _lives_for(tickets: int) -> int:
    return min(tickets, max(FEWEST_LIVES, min(MOST_LIVES, tickets // 5)))


def _tell_lives(
    workplaces: Sequence[Workplace], crowd: Crowd, chance: Random, until: datetime, *, most: int
) -> list[Printable]:
    endings = [ending for ending, (count, _share) in SHARES.items() for _each in range(count)]
    told = []
    with nothing_follows(), drawing_from(chance):
        for index in range(most):
            # 7 and 16 have no common factor: a few lives show all endings already
            ending = endings[index * 7 % len(endings)]
            cast = _cast(workplaces, index, crowd.anyone(chance), chance)
            is_referred = index % 2 == 1 and ending != Ending.FRESH
            teller = Teller(cast, ending, is_referred=is_referred, chance=f"life {index}", until=until)
            told.append(_measure(teller.tell()))
    return told


def _cast(workplaces: Sequence[Workplace], index: int, person: Person, chance: Random) -> Cast:
    workplace = workplaces[index % len(workplaces)]
    elsewhere = workplaces[(index + 7) % len(workplaces)]
    requester = Requester.objects.get(pk=person.key)
    return Cast(workplace, chance.choice(workplace.agents), requester, chance.choice(elsewhere.agents))


def _measure(life: Life) -> Printable:
    targets = Target.objects.filter(clock=life.ticket.clock_id).aggregate(Min("pk"), Max("pk"))
    entries = Entry.objects.filter(ticket=life.ticket).aggregate(Min("pk"), Max("pk"))
    first_target, first_entry = targets["pk__min"] or 0, entries["pk__min"]
    return Printable(
        life,
        first_target,
        (targets["pk__max"] or -1) - first_target + 1,
        first_entry,
        entries["pk__max"] - first_entry + 1,
    )


def _share_of_referred(tickets: int, workplaces: Sequence[Workplace]) -> float:
    """How many of the tickets are referred, so that each agent has two hundred, or every third ticket is."""
    agents = sum(len(workplace.agents) for workplace in workplaces)
    return min(0.33, REFERRALS_EACH * agents / tickets)


class _Press:
    """Chooses what is printed: which life, when, and to whom it happened."""

    def __init__(
        self,
        lives: list[Printable],
        workplaces: Sequence[Workplace],
        crowd: Crowd,
        chance: Random,
        *,
        referred: float,
    ) -> None:
        self.workplaces, self.crowd, self.chance, self.referred = workplaces, crowd, chance, referred
        self.told = len(lives)
        self.lives = {
            (ending, is_referred): [
                each for each in lives if (each.life.ending, each.life.is_referred) == (ending, is_referred)
            ]
            for ending in Ending
            for is_referred in (False, True)
        }
        keep_lives([_life_row(each.life) for each in lives])

    def print(self, numbers: list[str], *, done: int, of: int) -> None:
        chosen = self._choose(len(numbers), done=done, of=of)
        ticket = reserve_keys(Ticket, len(chosen))
        clock = reserve_keys(Clock, len(chosen))
        target = reserve_keys(Target, sum(each.targets for each, _moved in chosen))
        entry = reserve_keys(Entry, sum(each.entries for each, _moved in chosen))
        rows = []
        for number, (each, moved) in zip(numbers, chosen, strict=True):
            of_life = each.life.ticket
            shifts = (
                ticket - of_life.pk,
                clock - of_life.clock_id,
                target - each.first_target,
                entry - each.first_entry,
            )
            rows.append((of_life.pk, *shifts, moved, number, *self._people(each.life), self._device()))
            ticket, clock = ticket + 1, clock + 1
            target, entry = target + each.targets, entry + each.entries
        print_lives(rows)

    def _choose(self, count: int, *, done: int, of: int) -> list[tuple[Printable, timedelta]]:
        """What is over comes first, beginning with the oldest; then what is not over yet."""
        chosen = []
        endings, shares = list(SHARES), [share for _count, share in SHARES.values()]
        over = (of - self.told) * shares[0]
        for place in range(done - self.told, done - self.told + count):
            if place < over:
                ending, weeks = Ending.CLOSED, round(WEEKS * (1 - place / over))
            else:
                ending, weeks = self.chance.choices(endings[1:], shares[1:])[0], 0
            each = self._life(ending)
            moved = timedelta(weeks=-weeks) - each.life.leeway * self.chance.random()
            chosen.append((each, moved))
        return chosen

    def _life(self, ending: Ending) -> Printable:
        """By chance, but lives of the first departments more often: some are busier than others."""
        is_referred = self.chance.random() < self.referred
        lives = self.lives[ending, is_referred] or self.lives[ending, not is_referred]
        return lives[int(len(lives) * self.chance.random() ** 1.5)]

    def _people(self, life: Life) -> tuple[object, ...]:
        """A requester of the crowd, and for each agent of the life one of the same department."""
        person = self.crowd.anyone(self.chance)
        agent = self.chance.choice(life.cast.workplace.agents)
        department = next(workplace for workplace in self.workplaces if life.cast.referee in workplace.agents)
        referee = self.chance.choice(department.agents)
        return (
            agent.pk,
            agent.name,
            agent.email,
            referee.pk,
            referee.name,
            person.key,
            person.address,
            person.organization,
        )

    def _device(self) -> str:
        return f"MB-{self.chance.randrange(10**6):06}"


def _life_row(life: Life) -> tuple[object, ...]:
    cast = life.cast
    return (
        life.ticket.pk,
        life.ticket.clock_id,
        cast.agent.pk,
        cast.agent.name,
        cast.agent.email,
        cast.referee.pk,
        cast.referee.name,
        cast.requester.pk,
        cast.requester.address,
    )
