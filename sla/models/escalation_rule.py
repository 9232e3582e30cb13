from django.db import models
from django.utils.translation import gettext_lazy as _


class EscalationRule(models.Model):
    """When, around which target and in what manner people are told or a ticket moves on."""

    plan = models.ForeignKey("sla.Plan", models.CASCADE, related_name="rules", verbose_name=_("SLA plan"))

    class Meta:
        verbose_name = _("escalation rule")
        verbose_name_plural = _("escalation rules")

    def __str__(self) -> str:
        return str(self.plan)
