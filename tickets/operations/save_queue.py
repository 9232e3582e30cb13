"""Saved queues: an agent keeps what was searched for under a name, alone or with a team."""

from secrets import token_hex
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, Team
from sla.moment import now
from tickets.models.saved_queue import SAVED, SavedQueue

MOST: Final = 20
"""Saved queues of one agent: each is a line of the rail, counted on every page."""


@transaction.atomic
def save_queue(name: str, words: str, *, by: Agent, team: Team | None = None) -> SavedQueue:
    """Keep a queue for the agent, or share it with one of the agent's teams.

    Raises PermissionDenied for sharing without `queue.share`, OperationRefused where there are MOST already
    or the team is not one's own.
    """
    _ask_to_share(team, by)
    if SavedQueue.objects.filter(owner=by).count() >= MOST:
        raise OperationRefused(
            _("You have %d saved queues already. Delete one that you no longer need.") % MOST
        )

    slug = f"{SAVED}{token_hex(6)}"
    return SavedQueue.objects.create(slug=slug, name=name, words=words, owner=by, team=team, created_at=now())


@transaction.atomic
def change_queue(queue: SavedQueue, *, name: str, words: str, team: Team | None, by: Agent) -> None:
    """Call it otherwise, let it hold other tickets, share it or keep it for its owner.

    Raises PermissionDenied for queues that are not the agent's to change (see `may_change`).
    """
    _ask_to_change(queue, by)
    if team is not None and team.pk != queue.team_id:
        _ask_to_share(team, by)

    queue.name, queue.words, queue.team = name, words, team
    queue.save(update_fields=["name", "words", "team"])


@transaction.atomic
def delete_queue(queue: SavedQueue, *, by: Agent) -> None:
    """Give it up; the tickets on it stay what they are. Raises PermissionDenied as `change_queue` does."""
    _ask_to_change(queue, by)

    SavedQueue.objects.filter(pk=queue.pk).delete()


def may_change(queue: SavedQueue, agent: Agent) -> bool:
    """Whoever made it, and those in its team who share queues."""
    is_of_the_team = queue.team_id is not None and queue.team_id in agent.team_ids
    return queue.owner_id == agent.pk or (is_of_the_team and may_share(agent))


def may_share(agent: Agent) -> bool:
    return agent.permits_anywhere("queue.share")


def _ask_to_share(team: Team | None, by: Agent) -> None:
    if team is None:
        return
    if not may_share(by):
        raise PermissionDenied(_("Your role doesn't include “Share saved searches”."))
    if team.pk not in by.team_ids:
        raise OperationRefused(_("You are not in the team %s.") % team)


def _ask_to_change(queue: SavedQueue, by: Agent) -> None:
    if not may_change(queue, by):
        raise PermissionDenied(_("This queue belongs to somebody else."))
