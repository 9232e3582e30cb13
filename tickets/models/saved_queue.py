"""Queues that agents saved."""

from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Agent

SAVED: Final = "saved-"
"""With what the address of a saved queue begins, and that of no other."""


class SavedQueueQuerySet(models.QuerySet["SavedQueue"]):
    def of(self, agent: Agent) -> "SavedQueueQuerySet":
        """Those the agent keeps, and those that are shared with the agent's teams."""
        return self.filter(models.Q(owner=agent) | models.Q(team__in=agent.team_ids))


class SavedQueue(models.Model):
    """A queue that an agent made: a name and what one would type into the search, for oneself or a team."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=40)
    words = models.CharField(_("words"), max_length=400, help_text="As typed into the search.")
    owner = models.ForeignKey(
        "agents.Agent", models.CASCADE, related_name="saved_queues", verbose_name=_("owner")
    )
    team = models.ForeignKey(
        "agents.Team",
        models.CASCADE,
        null=True,
        related_name="saved_queues",
        verbose_name=_("shared with"),
    )
    created_at = models.DateTimeField(_("since"))

    objects: ClassVar[models.Manager["SavedQueue"]] = models.Manager.from_queryset(SavedQueueQuerySet)()

    class Meta:
        verbose_name = _("saved queue")
        verbose_name_plural = _("saved queues")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
