"""The lines of a plan: which target, for which priority, within how much time."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.calendar import LONGEST
from sla.priority import Priority
from sla.target_kind import TargetKind


class PlanTarget(models.Model):
    """What a plan promises, and in which business time; without a priority it is the rule for all others."""

    plan = models.ForeignKey("sla.Plan", models.CASCADE, related_name="targets", verbose_name=_("SLA plan"))
    kind = models.CharField(
        _("target"),
        max_length=20,
        choices=TargetKind.choices,
        help_text=_(
            "First response: our first answer. Next response: our answer to each later message. "
            "Update: the next word from us while a ticket is open. Resolution: the matter is solved."
        ),
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        choices=Priority.choices,
        null=True,
        blank=True,
        help_text=_("All others: every priority that has no line of its own."),
    )
    duration = models.DurationField(
        _("within"),
        validators=[
            MinValueValidator(timedelta(seconds=1), _("A promise needs some time: more than nothing.")),
            MaxValueValidator(LONGEST, _("A promise reaches two years at most.")),
        ],
        help_text=_("Time in which the plan runs, such as 15 min, 1 h or 2 d 4 h; a day is 24 hours."),
    )

    class Meta:
        verbose_name = _("target of a plan")
        verbose_name_plural = _("targets of plans")
        ordering = ["plan", "kind", models.F("priority").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "priority"],
                nulls_distinct=False,
                name="plan_promises_a_kind_once_per_priority",
                violation_error_message=_("This target and priority stand in the plan twice."),
            ),
            models.CheckConstraint(
                condition=models.Q(duration__gt=timedelta(0), duration__lte=LONGEST),
                name="plan_target_lasts_up_to_two_years",
                violation_error_message=_("A promise takes more than no time and two years at most."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
