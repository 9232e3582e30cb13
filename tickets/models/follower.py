"""Followers of a ticket."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Follower(models.Model):
    """An agent who is told what happens to a ticket; following gives no access."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="followers", verbose_name=_("ticket")
    )
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="+", verbose_name=_("agent"))
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["ticket", "agent"], name="follows_once")]

    def __str__(self) -> str:
        return str(self.agent)
