"""Collaborators of a ticket."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Collaborator(models.Model):
    """Another requester who gets the replies of a ticket and may write to it."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="collaborators", verbose_name=_("ticket")
    )
    requester = models.ForeignKey(
        "tickets.Requester", models.CASCADE, related_name="collaborations", verbose_name=_("requester")
    )
    came_with = models.ForeignKey(
        "tickets.Ticket",
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("came with"),
        help_text="The merged ticket that brought this person here, and takes him or her along again.",
    )
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("collaborator")
        verbose_name_plural = _("collaborators")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "requester"], name="collaborates_once"),
        ]

    def __str__(self) -> str:
        return str(self.requester)
