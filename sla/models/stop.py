"""Stops: when a clock stood still."""

from collections.abc import Collection, Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sla.counting import Span


class Stop(models.Model):
    """A stretch in which a clock does not count, and why.

    Waiting stops what the plan says; every other cause stops everything. Stops of different causes may
    overlap (merged while pending); time that lies in several is left out once.
    """

    class Cause(models.TextChoices):
        PENDING = "pending", _("Waiting for someone")
        RESOLVED = "resolved", _("Resolved or closed")
        MERGED = "merged", _("Merged into another")
        TRASHED = "trashed", _("In the trash")

    clock = models.ForeignKey("sla.Clock", models.CASCADE, related_name="stops", verbose_name=_("clock"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"), null=True, help_text=_("Empty: it still lasts."))

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "cause"], condition=Q(until__isnull=True), name="stop_lasts_once_per_cause"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="stop_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["clock", "since"], name="stop_of_clock")]

    def __str__(self) -> str:
        return str(self.get_cause_display())

    @property
    def span(self) -> Span:
        return Span(self.since, self.until)


def stops_for(kind: str, stops_while_pending: Collection[str], stops: Iterable[Stop]) -> list[Stop]:
    """Those that stop a target of this kind: waiting only where the plan says so, all else always."""
    waits = kind in stops_while_pending
    return [stop for stop in stops if waits or stop.cause != Stop.Cause.PENDING]
