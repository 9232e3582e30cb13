"""The administration's page of business hours and their holidays."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.ui.uses import uses_of
from sla import moment
from sla.admin.hours_form import DAYS, BusinessHoursForm, HolidayForm, HolidayFormSet, as_typed
from sla.admin.progress import progress_of
from sla.admin.what_if import WhatIfAdmin
from sla.calendar import Closure
from sla.models import BusinessHours, Clock, Holiday, Opening
from sla.models.clock import ClockQuerySet
from sla.operations.add_public_holidays import add_public_holidays
from sla.operations.revise import revise_hours
from sla.operations.set_openings import set_openings
from sla.public_holidays import public_holidays
from sla.terms import Settings
from sla.week import write_week

SHOWN_BACK = timedelta(days=31)
"""How long a past holiday is still shown; it's kept for ever."""


class HolidayInline(admin.TabularInline):
    model = Holiday
    form = HolidayForm
    formset = HolidayFormSet
    extra = 0
    fields = ("on", "name", "since", "until")
    verbose_name_plural = _("Holidays, from last month on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Holiday]:
        return super().get_queryset(request).filter(on__gte=_shown_since())


@admin.register(BusinessHours)
class BusinessHoursAdmin(WhatIfAdmin):
    """When clocks run, and when not."""

    form = BusinessHoursForm
    inlines = (HolidayInline,)
    list_display = ("name", "week", "zone", "country", "coming_holidays")
    search_fields = ("name", "zone")
    readonly_fields = ("used_by", "running_tickets")
    actions = ("add_holidays",)
    fieldsets = (
        (None, {"fields": ("name", "zone", "used_by", "running_tickets")}),
        (
            _("Open on"),
            {
                "fields": tuple(DAYS),
                "description": _("Intervals such as 08:00–12:00, 13:00–17:00 or 18:00–24:00; empty: closed."),
            },
        ),
        (_("Public holidays"), {"fields": ("country", "subdivision", "adds_public_holidays")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[BusinessHours]:
        return super().get_queryset(request).prefetch_related("openings", "holidays")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        hours = form.instance
        set_openings(hours, hours.week)
        if change and ("zone" in form.changed_data or any(formset.has_changed() for formset in formsets)):
            revise_hours(hours)
        if hours.has_moved:
            since, until = _public_span()
            add_public_holidays(hours, since=since, until=until)
        elif form.cleaned_data["adds_public_holidays"]:
            self._add_holidays(request, [hours])

    def proposed(self, saved: Settings, form: Any, formsets: Sequence[BaseInlineFormSet]) -> Settings:
        hours: BusinessHours = form.instance
        typed = next(formset.closures for formset in formsets if isinstance(formset, HolidayFormSet))
        holidays = {day: list(closures) for day, closures in typed.items()}
        for holiday in hours.holidays.filter(on__lt=_shown_since()):
            holidays.setdefault(holiday.on, []).append(holiday.closure)
        since, until = _public_span()
        if hours.has_moved:
            for holiday in hours.holidays.filter(is_public=True, on__gte=since):
                kept = [each for each in holidays.get(holiday.on, []) if each != holiday.closure]
                holidays[holiday.on] = kept
        if hours.country and (hours.has_moved or form.cleaned_data["adds_public_holidays"]):
            for day, name in public_holidays(hours.country, hours.subdivision, since=since, until=until):
                holidays.setdefault(day, []).append(Closure(name))
        return saved.with_hours(hours.pk, as_typed(hours, form.instance.week, holidays))

    def concerned(self, pk: int) -> ClockQuerySet:
        return Clock.objects.filter(hours=pk)

    def has_delete_permission(self, request: HttpRequest, obj: BusinessHours | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not _uses(obj))

    @admin.action(description=_("Add the public holidays until the end of next year"))
    def add_holidays(self, request: HttpRequest, queryset: QuerySet[BusinessHours]) -> None:
        self._add_holidays(request, list(queryset))

    def _add_holidays(self, request: HttpRequest, chosen: list[BusinessHours]) -> None:
        since, until = _public_span()
        for hours in chosen:
            if not hours.country:
                self.message_user(request, _("%s: choose a country first.") % hours, messages.WARNING)
                continue
            new = add_public_holidays(hours, since=since, until=until)
            sentence = ngettext(
                "%(hours)s: %(count)d public holiday added.",
                "%(hours)s: %(count)d public holidays added.",
                len(new),
            )
            self.message_user(request, sentence % {"hours": hours, "count": len(new)}, messages.SUCCESS)

    @admin.display(description=_("open on"))
    def week(self, hours: BusinessHours) -> str:
        return write_week(hours.openings.all()) or str(_("never"))

    @admin.display(description=_("coming holidays"))
    def coming_holidays(self, hours: BusinessHours) -> int:
        today = moment.now().date()
        return sum(holiday.on >= today for holiday in hours.holidays.all())

    @admin.display(description=_("running tickets"))
    def running_tickets(self, hours: BusinessHours) -> str:
        return progress_of(Clock.objects.filter(hours=hours)) if hours.pk is not None else "–"

    @admin.display(description=_("used by"))
    def used_by(self, hours: BusinessHours) -> str:
        uses = _uses(hours) if hours.pk is not None else []
        return ", ".join(f"{name}: {count}" for name, count in uses) or str(_("nothing yet"))


def _shown_since() -> date:
    return (moment.now() - SHOWN_BACK).date()


def _public_span() -> tuple[date, date]:
    """From today until the end of next year."""
    today = moment.now().date()
    return today, date(today.year + 1, 12, 31)


def _uses(hours: BusinessHours) -> list[tuple[str, int]]:
    return uses_of(hours, parts=[Opening, Holiday])
