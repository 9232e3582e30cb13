"""The administration's page of a status."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agents.admin.archiving import ArchivableAdmin, ArchivableForm, ArchivedFilter
from tickets.models import Status, Ticket


class StatusForm(ArchivableForm):
    """A status; whether it stops the clock stays while tickets have it, for their clocks follow it."""

    def clean_stops_clock(self) -> bool:
        stops = bool(self.cleaned_data["stops_clock"])
        if self.instance.pk is None or stops == self.instance.stops_clock:
            return stops
        count = Ticket.objects.filter(status=self.instance.pk).count()
        if count:
            sentence = ngettext(
                "%(count)d ticket has this status and its clock follows it. Add another status instead.",
                "%(count)d tickets have this status and their clocks follow it. Add another status instead.",
                count,
            )
            raise ValidationError(sentence, params={"count": count})
        return stops


@admin.register(Status)
class StatusAdmin(ArchivableAdmin):
    """Names under the states."""

    form = StatusForm
    list_display = ("name", "public_name", "state", "is_default", "stops_clock", "position")
    list_filter = (ArchivedFilter, "state")
    fieldsets = (
        (None, {"fields": ("name", "public_name", "state", "position")}),
        (_("What it does"), {"fields": ("is_default", "stops_clock")}),
        ArchivableAdmin.USE,
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Status | None = None) -> tuple[str, ...]:
        """The state of a status never changes: tickets carry it. Each state keeps its default."""
        fixed = (*super().get_readonly_fields(request, obj), "is_default")
        return (*fixed, "state") if obj is not None else fixed

    def has_delete_permission(self, request: HttpRequest, obj: Status | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_default)
