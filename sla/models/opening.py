"""The openings that make up a week of business hours."""

from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.calendar import DAY, Interval


class Weekday(models.IntegerChoices):
    """Monday is 0, as in Python's `date.weekday()`."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Opening(models.Model):
    """An interval of a weekday in which clocks run, in local wall-clock time; it may end at 24:00."""

    hours = models.ForeignKey(
        "sla.BusinessHours", models.CASCADE, related_name="openings", verbose_name=_("business hours")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"), help_text=_("For example 08:00."))
    closes = models.TimeField(_("closes"), help_text=_("For example 17:00; 24:00 is the end of the day."))

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="opening_weekday_is_one_of_seven"
            ),
            models.CheckConstraint(
                condition=models.Q(closes=time.min) | models.Q(closes__gt=models.F("opens")),
                name="opening_closes_after_it_opens",
                violation_error_message=_("It has to close after it opens."),
            ),
            models.UniqueConstraint(fields=["hours", "weekday", "opens"], name="opening_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{end_of(self.closes)}"

    def clean(self) -> None:
        super().clean()
        if self.opens is not None and self.closes is not None and self.interval.until <= self.interval.since:
            raise ValidationError({"closes": _("It has to close after it opens.")})

    @property
    def interval(self) -> Interval:
        return wall_interval(self.opens, self.closes)


def wall_interval(since: time, until: time) -> Interval:
    """The part of a local day from `since` to `until`; midnight as the end is 24:00."""
    return Interval(_since_midnight(since), _since_midnight(until) or DAY)


def end_of(until: time) -> str:
    """An end of an interval as people write it: midnight is 24:00."""
    return "24:00" if until == time.min else f"{until:%H:%M}"


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
