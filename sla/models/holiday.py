"""Holidays of business hours."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.calendar import Closure
from sla.models.opening import wall_interval


class Holiday(models.Model):
    """Closes a local date, wholly or for an interval; kept, so that the past stays explained."""

    hours = models.ForeignKey(
        "sla.BusinessHours", models.CASCADE, related_name="holidays", verbose_name=_("business hours")
    )
    on = models.DateField(_("date"), help_text=_("On the calendar of the time zone above."))
    name = models.CharField(
        _("name"), max_length=120, help_text=_("What is told where a due moment is explained.")
    )
    since = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Empty: closed for the whole day.")
    )
    until = models.TimeField(_("until"), null=True, blank=True, help_text=_("24:00 is the end of the day."))
    is_public = models.BooleanField(
        _("public holiday"),
        default=False,
        editable=False,
        help_text=_("Came from the country's list of public holidays."),
    )

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["on", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["hours", "on", "since"], nulls_distinct=False, name="holiday_closes_a_date_once"
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True, until__isnull=True)
                | models.Q(since__isnull=False, until=time.min)
                | models.Q(since__isnull=False, until__gt=models.F("since")),
                name="holiday_ends_after_it_begins",
                violation_error_message=_("Give both times, the end after the beginning, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"

    def clean(self) -> None:
        super().clean()
        if (self.since is None) != (self.until is None):
            raise ValidationError(_("Give both times, or neither for the whole day."))

    @property
    def closure(self) -> Closure:
        if self.since is None or self.until is None:
            return Closure(self.name)
        return Closure(self.name, wall_interval(self.since, self.until))
