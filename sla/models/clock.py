from django.db import models
from django.utils.translation import gettext_lazy as _


class Clock(models.Model):
    """A plan applied to one ticket; it knows no ticket."""

    plan = models.ForeignKey(
        "sla.Plan", models.PROTECT, null=True, related_name="+", verbose_name=_("SLA plan")
    )

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")

    def __str__(self) -> str:
        return str(self.pk)
