"""What entries and events share: somebody was it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.models.requester import Requester


class Authored(models.Model):
    """Something an agent or a requester did, with the address as it was; neither means the system."""

    agent = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, related_name="+", verbose_name=_("agent")
    )
    requester = models.ForeignKey(
        "tickets.Requester", models.PROTECT, null=True, related_name="+", verbose_name=_("requester")
    )
    address = models.CharField(_("address"), max_length=254, blank=True)

    class Meta:
        abstract = True

    @property
    def author(self) -> Agent | Requester | None:
        return self.agent or self.requester

    @property
    def author_name(self) -> str:
        """The author's name, or nothing where the system acted."""
        return self.author.name if self.author else ""
