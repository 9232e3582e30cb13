"""SLA plans."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.target_kind import TargetKind

DEFAULT_WARNING_PERCENT = 80


def stopped_by_default() -> list[str]:
    """While we wait for someone, resolution and update wait too; answering does not."""
    return [TargetKind.RESOLUTION, TargetKind.UPDATE]


class PlanQuerySet(models.QuerySet["Plan"]):
    def active(self) -> "PlanQuerySet":
        return self.filter(is_active=True)


class Plan(models.Model):
    """A promise: by when a requester hears from us and by when the matter is solved."""

    class HoursMode(models.TextChoices):
        AROUND_THE_CLOCK = "around_the_clock", _("Around the clock")
        THESE = "these", _("These business hours")
        DEPARTMENT = "department", _("The department's business hours")

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("Short, such as Sev-A."))
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("Shown to agents: which tickets this plan is for, and what to do with them."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Only active plans can be chosen. Tickets keep the plan that they have."),
    )
    hours_mode = models.CharField(
        _("runs"),
        max_length=20,
        choices=HoursMode.choices,
        default=HoursMode.AROUND_THE_CLOCK,
        help_text=_("When time counts. A department without business hours works around the clock."),
    )
    hours = models.ForeignKey(
        "sla.BusinessHours",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("business hours"),
        help_text=_("Only if the plan runs in these business hours."),
    )
    stops_while_pending = ArrayField(
        models.CharField(max_length=20, choices=TargetKind.choices),
        verbose_name=_("stops while pending"),
        blank=True,
        default=stopped_by_default,
        help_text=_("What does not count on while a ticket waits in a status that stops the clock."),
    )
    warning_percent = models.PositiveSmallIntegerField(
        _("warns at (percent)"),
        default=DEFAULT_WARNING_PERCENT,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("At this share of its time a target is at risk."),
    )
    follows_department = models.BooleanField(
        _("follows the department"),
        default=False,
        help_text=_("A transfer replaces it with the plan of the new department, unless an agent chose it."),
    )
    revision = models.PositiveIntegerField(
        _("revision"),
        default=1,
        editable=False,
        help_text=_("Counts the changes; a clock computed from an earlier one is computed again."),
    )
    revised_at = models.DateTimeField(_("revised at"), null=True, editable=False)

    objects: ClassVar[models.Manager["Plan"]] = models.Manager.from_queryset(PlanQuerySet)()

    class Meta:
        verbose_name = _("SLA plan")
        verbose_name_plural = _("SLA plans")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours_mode="these", hours__isnull=False)
                | (~models.Q(hours_mode="these") & models.Q(hours__isnull=True)),
                name="plan_names_hours_only_if_it_runs_in_them",
                violation_error_message=_("Choose business hours if, and only if, the plan runs in these."),
            ),
            models.CheckConstraint(
                condition=models.Q(warning_percent__gte=1, warning_percent__lte=99),
                name="plan_warns_before_it_is_due",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def promises(self, priority: int) -> dict[TargetKind, timedelta]:
        """What is promised at this priority, in business time; a kind that is missing is not promised."""
        models.prefetch_related_objects([self], "targets")
        promises: dict[TargetKind, timedelta] = {}
        for target in sorted(self.targets.all(), key=lambda target: target.priority is not None):
            if target.priority in (None, priority):
                promises[TargetKind(target.kind)] = target.duration
        return promises
