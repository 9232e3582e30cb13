"""Targets: each promise with its due moment and what became of it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sla.target_kind import TargetKind

ONCE_PER_CLOCK = [TargetKind.FIRST_RESPONSE, TargetKind.RESOLUTION]
UNFINISHED = Q(met_at__isnull=True, ended_at__isnull=True)
RUNNING = UNFINISHED & Q(stopped_at__isnull=True)


class TargetQuerySet(models.QuerySet["Target"]):
    def unfinished(self) -> "TargetQuerySet":
        """Neither met nor ended: still promised, running or stopped."""
        return self.filter(UNFINISHED)

    def running(self) -> "TargetQuerySet":
        """Promised, unmet, and its time counts."""
        return self.filter(RUNNING)

    def due(self, now: datetime) -> "TargetQuerySet":
        """Running, and a moment to act on has come: its warning, its breach or an escalation rule's."""
        return self.running().filter(watch_at__lte=now).order_by("watch_at", "pk")

    def breached(self) -> "TargetQuerySet":
        return self.filter(breached_at__isnull=False)

    def current(self) -> "TargetQuerySet":
        """For each clock and kind the latest promise that was not taken back: what a page shows."""
        latest = self.filter(ended_at__isnull=True)
        return latest.order_by("clock", "kind", "-started_at", "-pk").distinct("clock", "kind")

    def without_due(self) -> "TargetQuerySet":
        """Running in hours that do not hold its duration within two years."""
        return self.running().filter(due_at__isnull=True)


class Target(models.Model):
    """One promise to one requester: due, then met or breached.

    `due_at` is the first instant at which counted time equals `duration`; there is none while the
    target is stopped short of it, and `time_left` says then how much business time remains.
    """

    class BreachCause(models.TextChoices):
        TIME = "time", _("Time ran out")
        CHANGE = "change", _("Breached by a change of plan or priority")
        CONFIGURATION = "configuration", _("Breached by a change of the plan's or hours' settings")

    clock = models.ForeignKey("sla.Clock", models.CASCADE, related_name="targets", verbose_name=_("clock"))
    kind = models.CharField(_("kind"), max_length=20, choices=TargetKind.choices)
    duration = models.DurationField(_("promised within"))
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"), null=True)
    warn_at = models.DateTimeField(_("at risk from"), null=True)
    met_at = models.DateTimeField(_("met at"), null=True)
    breached_at = models.DateTimeField(
        _("breached at"), null=True, help_text=_("The due moment that passed, not when somebody noticed.")
    )
    breach_cause = models.CharField(
        _("why it was breached"), max_length=20, choices=BreachCause.choices, null=True
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True)
    time_left = models.DurationField(_("time left when stopped"), null=True)
    ended_at = models.DateTimeField(
        _("ended at"), null=True, help_text=_("No longer promised from here on, met or not.")
    )
    round = models.PositiveSmallIntegerField(
        _("round"),
        default=1,
        help_text=_("Counts up when a breach is withdrawn, which lets later moments act anew."),
    )
    watch_at = models.DateTimeField(
        _("next moment to act on"), null=True, help_text=_("The earliest not yet acted on.")
    )

    objects: ClassVar[models.Manager["Target"]] = models.Manager.from_queryset(TargetQuerySet)()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "kind"],
                condition=Q(kind__in=ONCE_PER_CLOCK),
                name="target_of_a_kind_that_comes_once",
            ),
            models.UniqueConstraint(
                fields=["clock", "kind"], condition=UNFINISHED, name="target_unfinished_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(breached_at__isnull=True, breach_cause__isnull=True)
                | Q(breached_at__isnull=False, breach_cause__isnull=False),
                name="target_breach_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | UNFINISHED, name="target_stops_only_while_unfinished"
            ),
        ]
        indexes = [
            models.Index(fields=["watch_at", "id"], condition=RUNNING, name="target_to_watch"),
            models.Index(
                fields=["clock"], condition=RUNNING & Q(due_at__isnull=True), name="target_without_due"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_unfinished(self) -> bool:
        return self.met_at is None and self.ended_at is None

    @property
    def is_running(self) -> bool:
        return self.is_unfinished and self.stopped_at is None
