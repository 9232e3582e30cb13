"""Escalations, and to whom they return."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Escalation(models.Model):
    """One hand-over to the next tier, remembered until it is returned to the very person (SLA.md, Tiers)."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="escalations", verbose_name=_("ticket")
    )
    giver = models.ForeignKey(
        "agents.Agent",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("given by"),
        help_text="Whoever escalated; for the system, who was assigned.",
    )
    from_team = models.ForeignKey("agents.Team", models.SET_NULL, null=True, related_name="+")
    to_team = models.ForeignKey("agents.Team", models.PROTECT, related_name="+", verbose_name=_("to"))
    note = models.ForeignKey("tickets.Entry", models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    returned_at = models.DateTimeField(_("returned at"), null=True)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["given_at", "id"]

    def __str__(self) -> str:
        return f"→ {self.to_team}"
