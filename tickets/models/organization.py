"""Organizations that requesters belong to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organization(models.Model):
    """What requesters belong to."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    domains = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("mail domains"),
        default=list,
        blank=True,
        help_text=_(
            "Requesters with a verified address of these domains join by themselves. Separate by commas."
        ),
    )
    plan = models.ForeignKey(
        "sla.Plan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("SLA plan")
    )
    account_manager = models.ForeignKey(
        "agents.Agent",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account manager"),
        help_text=_("Is given the tickets of this organization that nothing else assigns."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("Agents only."))

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
