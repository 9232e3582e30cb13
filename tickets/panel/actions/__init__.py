"""Every verb that has a form of its own, in the order in which the ticket's page offers them."""

from typing import Final

from tickets.panel.actions.base import Action
from tickets.panel.actions.how_it_ends import (
    ChangeStatus,
    Close,
    Delete,
    Pend,
    Reopen,
    Resolve,
    Restore,
    Resume,
)
from tickets.panel.actions.merging import Merge, Split, Unmerge
from tickets.panel.actions.people import AnswerByPhone, Collaborate, Follow, Links, Unfollow
from tickets.panel.actions.tiers import Escalate, GiveBack
from tickets.panel.actions.what_it_is import (
    Chain,
    Prioritize,
    Rename,
    Replan,
    Retopic,
    SetDue,
    Tag,
    Unchain,
)
from tickets.panel.actions.who_has_it import (
    Assign,
    Claim,
    Refer,
    Release,
    Transfer,
    Unrefer,
)

AT_HAND: Final[tuple[type[Action], ...]] = (
    Claim,
    Assign,
    Escalate,
    Resolve,
    Reopen,
    Unmerge,
    Restore,
)
"""Buttons above the ticket."""

IN_THE_MENU: Final[tuple[tuple[type[Action], ...], ...]] = (
    (AnswerByPhone, Pend, Resume, Close),
    (GiveBack, Release, Transfer, Refer),
    (Chain, Split, Merge, Collaborate),
    (Prioritize, Replan, SetDue, Retopic, Tag),
    (Delete,),
)
"""Groups behind the dots."""

IN_PLACE: Final[tuple[type[Action], ...]] = (ChangeStatus, Rename, Unchain, Follow, Unfollow, Unrefer, Links)
"""Verbs that stand beside what they change."""

ACTIONS: Final[tuple[type[Action], ...]] = (
    *AT_HAND,
    *(action for group in IN_THE_MENU for action in group),
    *IN_PLACE,
)
