"""Who hears of an escalation rule, told from above the app that owns the rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleAudience(models.Model):
    """The agents an escalation rule tells: whom to tell is the organization's fact, not the rule's."""

    rule = models.OneToOneField(
        "sla.EscalationRule", models.CASCADE, related_name="+", verbose_name=_("escalation rule")
    )
    agents = models.ManyToManyField("agents.Agent", related_name="+", verbose_name=_("agents"))

    class Meta:
        verbose_name = _("rule audience")
        verbose_name_plural = _("rule audiences")

    def __str__(self) -> str:
        return str(self.rule)
