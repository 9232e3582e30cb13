"""Business hours: the week in which time counts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.calendar import DAY, Closure, Interval, OpenHours
from sla.zones import zone_names

NO_ZONE = _("“%(value)s” is no time zone. Choose one such as Europe/Berlin.")


def validate_zone(name: str) -> None:
    """Refuse what is no IANA time zone."""
    if name not in zone_names():
        raise ValidationError(NO_ZONE, params={"value": name})


class BusinessHours(models.Model):
    """When clocks run: the open intervals of a week in one time zone, less holidays."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("Such as Office hours, or Shifts in Manila.")
    )
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[validate_zone],
        help_text=_("The openings are read on the clocks of this zone, summer time included."),
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Public holidays are taken from this country."),
    )
    subdivision = models.CharField(
        _("state or region"),
        max_length=32,
        blank=True,
        help_text=_("For holidays that only a part of the country keeps; its code, such as CA or BY."),
    )
    keeps_holidays_of = models.CharField(
        _("keeps the holidays of"),
        max_length=40,
        blank=True,
        editable=False,
        help_text=_("The country and region whose public holidays were taken over last."),
    )
    revision = models.PositiveIntegerField(
        _("revision"),
        default=1,
        editable=False,
        help_text=_("Counts the changes; a clock computed from an earlier one is computed again."),
    )
    revised_at = models.DateTimeField(_("revised at"), null=True, editable=False)

    class Meta:
        verbose_name = _("business hours")
        verbose_name_plural = _("business hours")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Country and region in one word; empty without a country."""
        return "-".join(filter(None, [self.country, self.subdivision])) if self.country else ""

    @property
    def has_moved(self) -> bool:
        """Whether the public holidays that it keeps are those of another place."""
        return self.keeps_holidays_of not in ("", self.place)

    def open_hours(self, *, since: datetime | None = None) -> OpenHours:
        """These hours as pure arithmetic; `since` leaves out the holidays that lie before it."""
        models.prefetch_related_objects([self], "openings", "holidays")
        earliest = (since - DAY).date() if since is not None else date.min
        weekly: dict[int, list[Interval]] = {}
        for opening in self.openings.all():
            weekly.setdefault(opening.weekday, []).append(opening.interval)
        closures: dict[date, list[Closure]] = {}
        for holiday in self.holidays.all():
            if holiday.on >= earliest:
                closures.setdefault(holiday.on, []).append(holiday.closure)
        return OpenHours(ZoneInfo(self.zone), weekly, closures)
