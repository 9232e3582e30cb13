"""What the watcher did already, so that it does nothing twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Firing(models.Model):
    """A warning given or an escalation rule carried out, once per target, rule and round.

    Written in the transaction of its effect; the unique row is what makes it happen exactly once,
    however many workers watch. A breach needs none: the target's own `breached_at` happens once.
    """

    target = models.ForeignKey("sla.Target", models.CASCADE, related_name="firings", verbose_name=_("target"))
    rule = models.ForeignKey(
        "sla.EscalationRule",
        models.CASCADE,
        null=True,
        related_name="firings",
        verbose_name=_("escalation rule"),
        help_text=_("None: the plan's own warning."),
    )
    round = models.PositiveSmallIntegerField(_("round"))
    due_at = models.DateTimeField(_("due at"), help_text=_("The moment that came."))
    fired_at = models.DateTimeField(_("fired at"), help_text=_("When it was acted on."))
    is_silent = models.BooleanField(
        _("silent"),
        default=False,
        help_text=_(
            "Nothing was done: settings or a new round put the moment into the past, "
            "or a later one had been told already."
        ),
    )

    class Meta:
        verbose_name = _("firing")
        verbose_name_plural = _("firings")
        ordering = ["fired_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "rule", "round"], nulls_distinct=False, name="firing_happens_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.rule or _('Warning')}"
