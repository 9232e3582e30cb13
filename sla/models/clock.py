"""Clocks: what is promised in one conversation, and what of it is next."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sla.models.business_hours import BusinessHours
from sla.models.plan import Plan
from sla.priority import Priority


class ClockQuerySet(models.QuerySet["Clock"]):
    def due(self, now: datetime) -> "ClockQuerySet":
        """Their manual due date calls for an act: it is near, or it has passed."""
        return self.filter(watch_at__lte=now).order_by("watch_at", "pk")

    def running(self) -> "ClockQuerySet":
        """Neither resolved nor closed, merged or in the trash; what waits for someone is among them."""
        return self.filter(over_since__isnull=True)

    def stale(self) -> "ClockQuerySet":
        """Computed from a plan or hours that were changed since."""
        return self.filter(
            Q(plan__revision__gt=F("plan_revision")) | Q(hours__revision__gt=F("hours_revision"))
        )


class Clock(models.Model):
    """A plan applied to one conversation; it knows no ticket.

    Without a plan it promises nothing and carries at most a manual due date. What was said when
    (`answered_at`, `asked_at`) it remembers all the same, so that a plan given later starts right.
    """

    plan = models.ForeignKey(
        "sla.Plan", models.PROTECT, null=True, related_name="+", verbose_name=_("SLA plan")
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    hours = models.ForeignKey(
        "sla.BusinessHours",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("business hours"),
        help_text=_("The hours it runs in; none: around the clock."),
    )
    plan_revision = models.PositiveIntegerField(_("revision of the plan"), null=True)
    hours_revision = models.PositiveIntegerField(_("revision of the hours"), null=True)
    started_at = models.DateTimeField(_("started at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, help_text=_("Our latest public entry."))
    asked_at = models.DateTimeField(
        _("asked at"), null=True, help_text=_("The first message since our latest public entry.")
    )
    manual_due_at = models.DateTimeField(
        _("manual due date"), null=True, help_text=_("Stands in for the due moment of the resolution.")
    )
    manual_warn_at = models.DateTimeField(_("warning before the manual due date"), null=True)
    manual_warned_at = models.DateTimeField(_("warned of the manual due date at"), null=True)
    manual_missed_at = models.DateTimeField(_("told that the manual due date passed at"), null=True)
    watch_at = models.DateTimeField(
        _("next moment to act on"),
        null=True,
        help_text=_("Of the manual due date; targets have moments of their own."),
    )
    over_since = models.DateTimeField(
        _("over since"), null=True, help_text=_("Stopped for another reason than waiting for someone.")
    )
    next_due_at = models.DateTimeField(
        _("next due"), null=True, help_text=_("The earliest due moment among the running targets.")
    )
    next_risk_at = models.DateTimeField(
        _("next risk"), null=True, help_text=_("The earliest warning moment among the running targets.")
    )

    objects: ClassVar[models.Manager["Clock"]] = models.Manager.from_queryset(ClockQuerySet)()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(
                fields=["watch_at", "id"], condition=Q(watch_at__isnull=False), name="clock_to_watch"
            ),
            models.Index(
                fields=["id"],
                include=["plan", "plan_revision", "hours", "hours_revision"],
                condition=Q(over_since__isnull=True),
                name="clock_running",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_stale(self) -> bool:
        """Computed from a plan or hours that were changed since."""
        return bool(self._edited)

    @property
    def edited_at(self) -> datetime | None:
        """When that was, the latest edit; none: it isn't stale, or the edit is from before this was kept."""
        return max((row.revised_at for row in self._edited if row.revised_at is not None), default=None)

    @property
    def _edited(self) -> list[Plan | BusinessHours]:
        """The plan and the hours, as far as they were revised since the clock was computed from them."""
        pairs = ((self.plan, self.plan_revision), (self.hours, self.hours_revision))
        return [row for row, used in pairs if row is not None and row.revision > (used or 0)]

    @property
    def stops_while_pending(self) -> list[str]:
        """The kinds of target that waiting for someone stops."""
        return self.plan.stops_while_pending if self.plan is not None else []
