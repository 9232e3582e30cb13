"""Escalation rules: what a plan does about a target before or after it is due (SLA.md, Escalation)."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.calendar import LONGEST
from sla.priority import Priority
from sla.target_kind import TargetKind


class EscalationRule(models.Model):
    """When, around which target and in what manner people are told or a ticket moves on."""

    class When(models.TextChoices):
        SHARE = "share", _("At a share of the time")
        BREACH = "breach", _("At the breach")
        AFTER = "after", _("So long after the breach")

    class What(models.TextChoices):
        NOTIFY_ASSIGNEE = "notify_assignee", _("Notify the assignee")
        NOTIFY_LEAD = "notify_lead", _("Notify the team's lead")
        NOTIFY_TEAM = "notify_team", _("Notify the team")
        NOTIFY_MANAGER = "notify_manager", _("Notify the department's manager")
        NOTIFY_AUDIENCE = "notify_audience", _("Notify the rule's audience")
        RAISE_PRIORITY = "raise_priority", _("Raise the priority")
        ESCALATE = "escalate", _("Hand to the next tier")

    plan = models.ForeignKey("sla.Plan", models.CASCADE, related_name="rules", verbose_name=_("SLA plan"))
    kind = models.CharField(
        _("target"),
        max_length=20,
        choices=TargetKind.choices,
        help_text=_("One that the plan promises."),
    )
    when = models.CharField(
        _("when"),
        max_length=10,
        choices=When.choices,
        default=When.BREACH,
        help_text=_("Before the target is due, when it is late, or some time after that."),
    )
    percent = models.PositiveSmallIntegerField(
        _("percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Only for a share: of the time that counts."),
    )
    after = models.DurationField(
        _("after"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(timedelta(seconds=1), _("At the breach itself is another choice of “when”.")),
            MaxValueValidator(LONGEST, _("Two years at most.")),
        ],
        help_text=_("Only for so long after the breach: time that counts, such as 15 min."),
    )
    what = models.CharField(
        _("what"),
        max_length=20,
        choices=What.choices,
        help_text=_("For more than one of these, add one rule each."),
    )
    priority = models.PositiveSmallIntegerField(
        _("raise to"),
        choices=Priority.choices,
        null=True,
        blank=True,
        help_text=_("Only for raising the priority; it is never lowered."),
    )

    class Meta:
        verbose_name = _("escalation rule")
        verbose_name_plural = _("escalation rules")
        ordering = ["plan", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(when="share", percent__gte=1, percent__lte=99, after__isnull=True)
                | models.Q(when="breach", percent__isnull=True, after__isnull=True)
                | models.Q(when="after", percent__isnull=True, after__isnull=False),
                name="escalation_rule_has_the_moment_it_needs",
                violation_error_message=_(
                    "A share needs its percent, “so long after” its time; the breach itself needs neither."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(what="raise_priority", priority__isnull=False)
                | (~models.Q(what="raise_priority") & models.Q(priority__isnull=True)),
                name="escalation_rule_names_a_priority_only_to_raise_it",
                violation_error_message=_("Name a priority if, and only if, the rule raises it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_what_display()}"

    @property
    def notifies(self) -> bool:
        """Whether all that it does is to tell somebody."""
        return self.what not in (self.What.RAISE_PRIORITY, self.What.ESCALATE)

    def counted_time(self, duration: timedelta) -> timedelta:
        """How much time of a target has counted when its moment comes (business time)."""
        if self.percent is not None:
            return duration * self.percent / 100
        return duration + (self.after or timedelta(0))
