"""Builds the demo desk: Meridian Bank, its three stories and two hundred tickets of ninety days.

Told through the operations it is a lot to tell, so several processes tell a share each. Until the last
has come to its end the desk is closed; a desk that was left closed so is emptied and told anew.
"""

import signal
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from multiprocessing import get_context
from random import Random
from typing import Final

import django
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models import F

from helpdesk.demo.bank import find_bank, found_bank
from helpdesk.demo.going_on import GoingOn
from helpdesk.demo.ordinary_days import OrdinaryDays
from helpdesk.demo.stage import Stage
from helpdesk.demo.stories import Story, tell_adobe, tell_laptop, tell_outage
from helpdesk.demo.working_time import last_working_day
from sla.moment import at
from tickets.jobs.watch_clocks import watch_clocks
from tickets.models import Delivery, Desk
from tickets.numbering import drawing_from

FILLING: Final = "The demo desk is being filled. It opens in half a minute."
PAST, RECENT = 136, 24
"""Beside the eight tickets of the stories and what is going on now: two hundred in all."""

Telling = Callable[[], None]


def build_demo(until: datetime, *, processes: int = 2, past: int = PAST, recent: int = RECENT) -> None:
    """Tell the whole past up to a moment; the same moment tells the same."""
    with at(until - timedelta(days=92)), transaction.atomic():
        Desk.objects.update_or_create(pk=1, defaults={"closed_notice": FILLING})
        found_bank()
    shares = [partial(tell_share, until, past, recent, share, processes) for share in range(processes)]
    if processes == 1:
        shares[0]()
    else:
        _tell_at_once(shares)
    _watch(until)
    # What the bell rang in these ninety days was heard then.
    Delivery.objects.filter(channel=Delivery.Channel.BELL, read_at=None).update(read_at=F("created_at"))
    Desk.objects.filter(closed_notice=FILLING).update(closed_notice="")


def _watch(until: datetime) -> None:
    """Let the watcher tell of what is at risk or late by now, lest it all comes in the desk's first minute."""
    stage = Stage()
    with stage.open(), stage.at(until):
        watch_clocks(0)


def is_left_unfinished() -> bool:
    """Whether somebody stopped the filling half-way."""
    return Desk.objects.filter(closed_notice=FILLING).exists()


def start_anew() -> None:
    """Empty a desk that was left unfinished."""
    call_command("flush", interactive=False, verbosity=0)


def tell_share(until: datetime, past: int, recent: int, share: int, of: int) -> None:
    """Tell every so-manieth ticket, each as a whole.

    One transaction for all of them would grow slow: PostgreSQL keeps all that its thousands of savepoints and
    updates left behind until it ends.
    """
    bank, stage = find_bank(), Stage()
    yesterday = last_working_day(until, time(9))
    stories: list[Telling] = [
        partial(tell_outage, Story(stage, bank, yesterday)),
        partial(tell_laptop, Story(stage, bank, last_working_day(yesterday, time(9)))),
        partial(tell_adobe, Story(stage, bank, yesterday)),
    ]
    tellings = [
        *stories,
        *OrdinaryDays(stage, bank, until).tellings(past, recent),
        *GoingOn(stage, bank, until).tellings(),
    ]
    with stage.open():
        for number in range(share, len(tellings), of):
            with drawing_from(Random(number)), transaction.atomic():
                tellings[number]()


def _tell_at_once(shares: Sequence[Telling]) -> None:
    """Fresh processes, since connections and threads don't survive a fork; they end when we do."""
    connections.close_all()
    with get_context("spawn").Pool(len(shares), initializer=django.setup) as pool:
        pool.map(_tell, shares, chunksize=1)


def _tell(share: Telling) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that waits for us
    share()
