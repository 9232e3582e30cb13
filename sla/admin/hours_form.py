"""The form of business hours: a week as seven lines, holidays below."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from sla.admin.fields import DayField, EndField
from sla.admin.lines import is_kept, kept_lines
from sla.admin.what_if import LookForm
from sla.calendar import Closure, OpenHours
from sla.models import BusinessHours, Holiday, PlanTarget, Weekday
from sla.models.business_hours import NO_ZONE
from sla.models.opening import wall_interval
from sla.promise import promises_held_to, refuse_unholdable
from sla.public_holidays import countries, subdivisions
from sla.week import Ends, read_day
from sla.zones import zones_of_places

DAYS = [weekday.name.lower() for weekday in Weekday]


def zones() -> list[tuple[str, str]]:
    """Each zone with its name as people read it."""
    return [(zone, zone.replace("_", " ")) for zone in zones_of_places()]


class BusinessHoursForm(LookForm):
    """When clocks run."""

    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=BusinessHours._meta.get_field("zone").help_text,
        choices=zones,
        error_messages={"invalid_choice": NO_ZONE},
    )
    monday = DayField(label=Weekday.MONDAY.label)
    tuesday = DayField(label=Weekday.TUESDAY.label)
    wednesday = DayField(label=Weekday.WEDNESDAY.label)
    thursday = DayField(label=Weekday.THURSDAY.label)
    friday = DayField(label=Weekday.FRIDAY.label)
    saturday = DayField(label=Weekday.SATURDAY.label)
    sunday = DayField(label=Weekday.SUNDAY.label)
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=BusinessHours._meta.get_field("country").help_text,
        choices=lambda: [("", "–"), *countries()],
        required=False,
    )
    adds_public_holidays = forms.BooleanField(
        label=_("Add the public holidays"),
        help_text=_("Saving adds those of this country until the end of next year to the holidays below."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("zone", settings.TIME_ZONE)
            for day in DAYS[:5]:
                self.initial.setdefault(day, read_day("08:00–17:00"))
            return
        known = subdivisions(self.instance.country)
        if known and "subdivision" in self.fields:
            about = {"help": self.fields["subdivision"].help_text, "known": ", ".join(known)}
            self.fields["subdivision"].help_text = _("%(help)s Known in this country: %(known)s.") % about
        for opening in self.instance.openings.all():
            self.initial.setdefault(DAYS[opening.weekday], []).append((opening.opens, opening.closes))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_places(cleaned)
        if not self.errors:
            week = {number: cleaned[day] for number, day in enumerate(DAYS)}
            proposed = BusinessHours(pk=self.instance.pk, name=cleaned["name"], zone=cleaned["zone"])
            promises = promises_held_to(self.promised_in(proposed).select_related("plan"))
            refuse_unholdable(as_typed(proposed, week, holidays={}), proposed.name, promises)
            self.instance.week, self.instance.promises = week, promises
        return cleaned

    def promised_in(self, hours: BusinessHours) -> QuerySet[PlanTarget]:
        """What is promised in these hours; departments, which have hours too, are known further up."""
        return PlanTarget.objects.filter(plan__hours=hours.pk) if hours.pk else PlanTarget.objects.none()

    def _check_places(self, cleaned: dict[str, Any]) -> None:
        country, subdivision = cleaned.get("country"), cleaned.get("subdivision")
        if subdivision and subdivision not in subdivisions(country or ""):
            known = ", ".join(subdivisions(country or "")) or "–"
            self.add_error(
                "subdivision",
                ValidationError(
                    _("“%(code)s” is no part of this country. Known are: %(known)s"),
                    params={"code": subdivision, "known": known},
                ),
            )
        if cleaned.get("adds_public_holidays") and not country and "country" not in self.errors:
            self.add_error("country", _("Choose the country whose public holidays you want."))


class HolidayForm(forms.ModelForm):
    """One holiday, whole or for an interval."""

    since = forms.TimeField(
        label=_("From"),
        help_text=Holiday._meta.get_field("since").help_text,
        widget=forms.TextInput(attrs={"size": 8}),
        required=False,
    )
    until = EndField(label=_("Until"), help_text=Holiday._meta.get_field("until").help_text, required=False)


class HolidayFormSet(BaseInlineFormSet):
    """The holidays together."""

    def clean(self) -> None:
        super().clean()
        if self._refuse_what_is_closed_out_of_sight():
            return
        lines = [line for line in kept_lines(self) if line.get("on")]
        for (day, _since), count in Counter((line["on"], line.get("since")) for line in lines).items():
            if count > 1:
                raise ValidationError(_("%(day)s stands here twice: keep one line."), params={"day": day})
        week = getattr(self.instance, "week", None)
        if week is None:
            return
        self.closures: dict[date, list[Closure]] = {}
        for line in lines:
            holiday = Holiday(name=line.get("name", ""), since=line.get("since"), until=line.get("until"))
            self.closures.setdefault(line["on"], []).append(holiday.closure)
        hours = as_typed(self.instance, week, self.closures)
        refuse_unholdable(hours, self.instance.name, self.instance.promises)

    def _refuse_what_is_closed_out_of_sight(self) -> bool:
        """Holidays long past are kept without being shown here, and a date is closed once."""
        shown = [form.instance.pk for form in self.forms if form.instance.pk is not None]
        lines = [form for form in self.forms if is_kept(form) and form.cleaned_data.get("on")]
        days = {form.cleaned_data["on"] for form in lines}
        hidden = Holiday.objects.filter(hours=self.instance.pk, on__in=days).exclude(pk__in=shown)
        closed = {(holiday.on, holiday.since): holiday for holiday in hidden}
        found = [
            (form, holiday)
            for form in lines
            if (holiday := closed.get((form.cleaned_data["on"], form.cleaned_data.get("since"))))
        ]
        for form, holiday in found:
            sentence = _("“%(holiday)s” closes it already; it is past and kept out of sight.")
            form.add_error("on", ValidationError(sentence, params={"holiday": holiday.name}))
        return bool(found)


def as_typed(
    hours: BusinessHours, week: Mapping[int, list[Ends]], holidays: Mapping[date, list[Closure]]
) -> OpenHours:
    """The hours as pure arithmetic, before they are saved."""
    weekly = {number: [wall_interval(*ends) for ends in day] for number, day in week.items()}
    return OpenHours(ZoneInfo(hours.zone), weekly, holidays)
